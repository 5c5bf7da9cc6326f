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
  if (refusal !== undefined && refusals.every((one) => one !== '')) forbid(refusal)
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
