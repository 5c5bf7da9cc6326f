import { forbid, listAt, objectAt, type RuleDocument, requireMatch, requireWhole, textAt } from './refusal.ts'

/** The files of these rules are laid one after another for CouchDB, so that each name stands in one of them only. */
const closeShapes: { readonly [member: string]: RegExp } = {
  id: /^close:[0-9A-HJKMNP-TV-Z]{26}$/,
  agency: /^[a-z][a-z0-9-]{1,40}$/,
  device: /^device:[0-9a-hjkmnp-tv-z]{26}$/,
  author: /^person:[a-z][a-z0-9.-]{1,40}$/,
  at: /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,3})?\+07:00$/,
  day: /^\d{4}-\d{2}-\d{2}$/,
}

/** Who may close a day: who takes in money and dossiers, or who watches over them. */
const closers = ['one_stop_official', 'supervisor', 'leader', 'clerk']

/** True for a document of the journal that is the close of a day and not an event. */
export const isDayClose = (document: RuleDocument): boolean => document['kind'] === 'dayClose'

/** The close of a day: once written it stands, like an event. Its chain and signature are checked by the centre afterwards. */
export function checkDayClose(document: RuleDocument, old: RuleDocument | null): void {
  if (old !== null) forbid('close-unchangeable')
  for (const member of Object.keys(closeShapes)) requireMatch(document, member, closeShapes[member] || /^$/)
  if (document['_id'] !== document['id']) forbid('field-invalid: _id')
  requireWhole(document, 'schemaVersion', 1)
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
