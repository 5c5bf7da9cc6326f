import type { DossierStatus } from '#core/dossier/status.ts'
import type { Role } from '#core/person/role.ts'
import { listDecided } from './cases.ts'
import { forbid, type RuleDocument } from './refusal.ts'
import { canReach, sameStatusActs, transitions } from './transition-table.ts'

/** Who may act for the agency and as what: `_security.authors` of its databases, written by provisioning. */
export type Authors = {
  readonly [person: string]: { readonly roles: readonly { readonly role: string; readonly since: string; readonly until: string | null }[] }
}

type Author = { readonly by: string; readonly role: string; readonly day: string }

/**
 * The author of a dossier's last change held the role on that day, and the role may make the change. A dossier without a proper
 * author or status passes here: its structure refuses it, with a better reason, whichever of the two CouchDB asks first.
 */
export function checkDossierAuthor(document: RuleDocument, old: RuleDocument | null, authors: Authors | undefined): void {
  const author = readAuthor(document['updated'], 'by')
  const place = readPlace(document)
  if (author === null || place === null) return
  requireRole(authors, author)
  const stood = old === null ? null : readPlace(old)
  const decided = listDecided(document, old)
    .map(readPlace)
    .filter((one): one is Place => one !== null)
  if (decided.some((one) => one.status === place.status && one.stage === place.stage)) {
    if (!mayDecide(author.role)) forbid('role-missing: ' + author.role)
    return
  }
  // A decision may have put the dossier elsewhere; from there on the table holds again.
  const starts = decided.length > 0 ? decided : [stood]
  const refusals = starts.map((from) => judgeMove(from, place, { role: author.role, voids: isObject(document['voided']) }))
  const refusal = refusals[0]
  if (refusal === undefined || refusals.some((one) => one === '')) return
  if (!wasTakenByAnother(document, place, authors) || judgeMove(place, place, { role: author.role, voids: false }) !== '') forbid(refusal)
}

/**
 * A desk without a line sends several people's acts as one change, signed off by the last of them. The step itself names who took it:
 * that person must have held a role that may. A step that names nobody (examining) is one of the desk's everyday acts.
 */
function wasTakenByAnother(document: RuleDocument, place: Place, authors: Authors | undefined): boolean {
  const act = actOfStep(document, place)
  const roles: readonly Role[] = stepRoles(place)
  if (act === undefined) return place.status === 4 && place.stage === 'examining'
  const by = act['by']
  const at = act['at']
  if (authors === undefined || typeof by !== 'string' || typeof at !== 'string') return false
  const known = authors[by]
  const day = at.slice(0, 10)
  if (known === undefined) return false
  return known.roles.some((one) => hasRole(roles, one.role) && one.since <= day && (one.until === null || day <= one.until))
}

function stepRoles({ status, stage }: Place): readonly Role[] {
  let roles: readonly Role[] = []
  for (const one of transitions) if (one.to === status) roles = roles.concat(one.roles)
  if (status !== 4 || stage === 'examining') return roles
  roles = []
  for (const act of sameStatusActs) if (act.toStage !== null && act.toStage === stage) roles = roles.concat(act.roles)
  return roles
}

const stepMembers: { readonly [place: string]: readonly [string, string] } = {
  '4/proposed': ['proposal', 'act'],
  '4/sent_back': ['decision', 'act'],
  '4/approved': ['decision', 'act'],
  '3/': ['refusal', 'act'],
  '7/': ['withdrawal', 'requested'],
  '8/': ['stop', 'act'],
  '9/': ['result', 'act'],
}

/** Who took the step to a place, as the record names them. */
function actOfStep(document: RuleDocument, { status, stage }: Place): RuleDocument | undefined {
  const member = stepMembers[status + '/' + (stage || '')]
  let act: unknown
  if (member !== undefined) {
    const holder = document[member[0]]
    act = isObject(holder) ? holder[member[1]] : undefined
  }
  if (status === 10 && isObject(document['delivery'])) {
    const returned = document['delivery']['returned']
    act = isObject(returned) ? returned['act'] : undefined
  }
  if (status === 5 && Array.isArray(document['supplements'])) {
    const last: unknown = document['supplements'][document['supplements'].length - 1]
    act = isObject(last) ? last['requested'] : undefined
  }
  return isObject(act) ? act : undefined
}

type Place = { readonly status: DossierStatus; readonly stage: unknown }

/** Why the role may not have made the last step of a move, or '' where it may. */
function judgeMove(from: Place | null, to: Place, { role, voids }: { role: string; voids: boolean }): string {
  if (from === null || from.status !== to.status) return judgeStep(from === null ? null : from.status, to.status, role, voids)
  if (to.stage !== from.stage) return mayEnterStage(to.stage, role) ? '' : 'role-missing: ' + role + ' → ' + to.stage
  const may = sameStatusActs.some((act) => act.statuses.indexOf(to.status) >= 0 && hasRole(act.roles, role))
  return may ? '' : 'role-missing: ' + role
}

/** The author of an event held the role it names on that day. */
export function checkEventAuthor(document: RuleDocument, authors: Authors | undefined): void {
  const author = readAuthor(document, 'author')
  if (author !== null) requireRole(authors, author)
}

function readAuthor(act: unknown, name: 'by' | 'author'): Author | null {
  if (!isObject(act)) return null
  const by = act[name]
  const role = act['role']
  const at = act['at']
  if (typeof by !== 'string' || typeof role !== 'string' || typeof at !== 'string') return null
  return { by, role, day: at.slice(0, 10) }
}

function readPlace(document: RuleDocument): Place | null {
  const business = document['business']
  if (!isObject(business) || typeof business['status'] !== 'number') return null
  return { status: business['status'] as DossierStatus, stage: business['stage'] }
}

const isObject = (value: unknown): value is RuleDocument => typeof value === 'object' && value !== null

function requireRole(authors: Authors | undefined, author: Author): void {
  const known = authors === undefined ? undefined : authors[author.by]
  const { role, day } = author
  if (known === undefined) forbid('author-unknown: ' + author.by)
  else if (!known.roles.some((one) => one.role === role && one.since <= day && (one.until === null || day <= one.until))) {
    forbid('role-missing: ' + role)
  }
}

/**
 * The last step of some allowed way from `before` to `status` is one that `role` may make. Where there is no way at all, the
 * structure refuses; from 7 the way leads on from where the dossier stood, which the structure checks. Voiding a number is a way only
 * for a dossier that says so.
 */
function judgeStep(before: DossierStatus | null, status: DossierStatus, role: string, voids: boolean): string {
  if (before !== 7 && !canReach(before, status)) return ''
  const may = transitions.some((one) => {
    if (one.to !== status || !hasRole(one.roles, role) || (one.command === 'voidNumber' && !voids)) return false
    return one.from === before || before === 7 || (one.from !== null && canReach(before, one.from))
  })
  return may ? '' : 'role-missing: ' + role + ' → ' + status
}

function mayDecide(role: string): boolean {
  return sameStatusActs.some((act) => act.command === 'settleCase' && hasRole(act.roles, role))
}

function mayEnterStage(stage: unknown, role: string): boolean {
  return sameStatusActs.some((act) => act.toStage === stage && hasRole(act.roles, role))
}

function hasRole(roles: readonly Role[], role: string): boolean {
  return roles.indexOf(role as Role) >= 0
}
