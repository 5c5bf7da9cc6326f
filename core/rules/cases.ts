import { forbid, type RuleDocument } from './refusal.ts'

/**
 * What stands on a dossier stays: no member vanishes, no older desk writes over a newer one, cases and sendings are only added and
 * carried on, and nothing is signed, numbered or handed over while a legal field is in dispute.
 */
export function checkKept(document: RuleDocument, old: RuleDocument): void {
  const version = old['schemaVersion']
  if (typeof version === 'number' && !(Number(document['schemaVersion']) >= version)) forbid('newer-schema')
  for (const member of Object.keys(old)) {
    if (member.charAt(0) !== '_' && document[member] === undefined) forbid('member-lost: ' + member)
  }
  eachKept('cases', document, old, checkCaseKept)
  eachKept('sendings', document, old, checkSendingKept)
  if (placeOf(document) !== placeOf(old) && /^(4\/approved|9|10)/.test(placeOf(document))) {
    if (recordsOf(document['cases']).some(barsWork)) forbid('in-dispute')
  }
}

/**
 * Where decisions of this write put the dossier, as bodies with a `business`: a case settles its step, or a decision taken back puts the
 * dossier where it stood before. Such a move follows no transition of the law; the person who decides answers for it.
 */
export function listDecided(document: RuleDocument, old: RuleDocument | null): RuleDocument[] {
  let decided: RuleDocument[] = []
  if (old === null) return decided
  for (const one of recordsOf(document['cases'])) {
    const before = recordsOf(old['cases']).filter((other) => other['id'] === one['id'])[0]
    const wasSettled = before !== undefined && isMember(before['settled'])
    const undone = recordsOf(one['undone'])
    const last = undone[undone.length - 1]
    if (isMember(one['settled'])) decided = wasSettled ? decided : decided.concat(stepsIn(one['settled']['choices']))
    else if (wasSettled && last !== undefined) decided = decided.concat(stepsIn(last['before']))
  }
  return decided
}

type Kept = (now: RuleDocument, before: RuleDocument) => void

function eachKept(list: string, document: RuleDocument, old: RuleDocument, check: Kept): void {
  const kept = recordsOf(document[list])
  for (const before of recordsOf(old[list])) {
    const now = kept.filter((one) => one['id'] === before['id'])[0]
    if (now === undefined) forbid('member-lost: ' + list)
    else check(now, before)
  }
}

function checkCaseKept(now: RuleDocument, before: RuleDocument): void {
  for (const member of ['kind', 'opened', 'mine', 'theirs', 'fields']) {
    if (!isSame(now[member], before[member])) forbid('case-unchangeable: ' + member)
  }
  const undone = recordsOf(now['undone'])
  for (const one of recordsOf(before['undone'])) {
    if (!undone.some((other) => isSameAct(other, one))) forbid('case-unchangeable: undone')
  }
  const settled = before['settled']
  if (!isMember(settled) || isSame(now['settled'], settled)) return
  if (!undone.some((other) => isSameAct(other, settled))) forbid('case-unchangeable: settled')
}

function checkSendingKept(now: RuleDocument, before: RuleDocument): void {
  for (const member of ['to', 'sent']) if (!isSame(now[member], before[member])) forbid('sending-unchangeable: ' + member)
  if (isMember(before['ended']) && !isMember(now['ended'])) forbid('sending-unchangeable: ended')
}

/** An open case about a legal field or a step; a doubled code bars nothing. */
function barsWork(one: RuleDocument): boolean {
  if (one['kind'] === 'doubled_code' || isMember(one['settled'])) return false
  return recordsOf(one['fields']).some((field) => field['fieldClass'] === 'legal')
}

/** Status and stage as one text, `4/approved`. */
function placeOf(body: RuleDocument): string {
  const business = body['business']
  return isMember(business) ? business['status'] + '/' + (business['stage'] || '') : ''
}

function stepsIn(choices: unknown): readonly RuleDocument[] {
  return recordsOf(choices)
    .filter((one) => one['path'] === 'step')
    .map((one) => one['value'])
    .filter(isMember)
}

function isSameAct(one: RuleDocument, other: RuleDocument): boolean {
  return one['at'] === other['at'] && one['by'] === other['by']
}

/** The same JSON, whatever the order of members. */
function isSame(one: unknown, other: unknown): boolean {
  if (one === other) return true
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false
  if (Array.isArray(one) !== Array.isArray(other)) return false
  const [some, others] = [one as RuleDocument, other as RuleDocument]
  const names = Object.keys(some)
  return names.length === Object.keys(others).length && names.every((name) => isSame(some[name], others[name]))
}

const isMember = (value: unknown): value is RuleDocument => typeof value === 'object' && value !== null && !Array.isArray(value)
const recordsOf = (value: unknown): readonly RuleDocument[] => (Array.isArray(value) ? value.filter(isMember) : [])
