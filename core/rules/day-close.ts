import { forbid, listAt, objectAt, type RuleDocument, requireMatch, requireWhole, textAt } from './refusal.ts'

const closeId = /^close:[0-9A-HJKMNP-TV-Z]{26}$/
const deviceId = /^device:[0-9a-hjkmnp-tv-z]{26}$/
const personId = /^person:[a-z][a-z0-9.-]{1,40}$/
const slug = /^[a-z][a-z0-9-]{1,40}$/
const instant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,3})?\+07:00$/
const day = /^\d{4}-\d{2}-\d{2}$/

/** Who may close a day: who takes in money and dossiers, or who watches over them. */
const closers = ['one_stop_official', 'supervisor', 'leader', 'clerk']

/** True for a document of the journal that is the close of a day and not an event. */
export const isDayClose = (document: RuleDocument): boolean => document['kind'] === 'dayClose'

/** The close of a day: once written it stands, like an event. Its chain and signature are checked by the centre afterwards. */
export function checkDayClose(document: RuleDocument, old: RuleDocument | null): void {
  if (old !== null) forbid('close-unchangeable')
  requireMatch(document, 'id', closeId)
  if (document['_id'] !== document['id']) forbid('field-invalid: _id')
  requireWhole(document, 'schemaVersion', 1)
  requireMatch(document, 'agency', slug)
  requireMatch(document, 'device', deviceId)
  requireMatch(document, 'author', personId)
  requireMatch(document, 'at', instant)
  requireMatch(document, 'day', day)
  for (const member of ['authorName', 'keyId', 'signature']) textAt(document, member)
  if (closers.indexOf(textAt(document, 'role')) < 0) forbid('role-missing: ' + document['role'])
  requireWhole(objectAt(document, 'chain'), 'seq', 1)
  const journal = objectAt(document, 'journal')
  requireWhole(journal, 'after', 0)
  requireWhole(journal, 'upTo', Number(journal['after']))
  objectAt(document, 'standing')
  requireWhole(objectAt(document, 'figures'), 'collectedVnd', 0)
  for (const list of ['late', 'numbers', 'books', 'explanations']) listAt(document, list)
}
