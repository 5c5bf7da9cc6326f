import { forbid, type RuleDocument } from './refusal.ts'

/**
 * A number once given stays: a code, or an entry in a register book, changes only while a case of a doubled number is settled, and
 * then the old one is kept among the former ones, so that the paper in the citizen's hand is still found.
 */
export function checkNumbers(document: RuleDocument, old: RuleDocument): void {
  if (old['code'] !== undefined && document['code'] !== old['code']) {
    if (!isSettledNow('code', document, old) || !isKept('formerCodes', document, (former) => former['code'] === old['code']))
      forbid('field-unchangeable: code')
  }
  const book = old['book']
  if (isObject(book) && !isSameBook(document['book'], book)) {
    if (!isSettledNow('book', document, old) || !isKept('formerBooks', document, (former) => isSameBook(former, book)))
      forbid('field-unchangeable: book')
  }
  for (const list of ['formerCodes', 'formerBooks']) {
    if (lengthOf(document[list]) < lengthOf(old[list])) forbid('field-unchangeable: ' + list)
  }
  if (isObject(old['voided']) && !isObject(document['voided'])) forbid('field-unchangeable: voided')
}

/** A case of a doubled number that was open at the centre is settled in this write. */
function isSettledNow(path: string, document: RuleDocument, old: RuleDocument): boolean {
  return listOf(document['cases']).some((one) => {
    if (one['kind'] !== 'doubled_code' || !isObject(one['settled'])) return false
    if (!listOf(one['fields']).some((field) => field['path'] === path)) return false
    const before = listOf(old['cases']).filter((other) => other['id'] === one['id'])[0]
    return before !== undefined && !isObject(before['settled'])
  })
}

function isKept(list: string, document: RuleDocument, isOld: (former: RuleDocument) => boolean): boolean {
  return listOf(document[list]).some(isOld)
}

function isSameBook(one: unknown, other: RuleDocument): boolean {
  return isObject(one) && ['volume', 'number', 'register', 'year'].every((name) => one[name] === other[name])
}

const isObject = (value: unknown): value is RuleDocument => typeof value === 'object' && value !== null && !Array.isArray(value)
const listOf = (value: unknown): readonly RuleDocument[] => (Array.isArray(value) ? value.filter(isObject) : [])
const lengthOf = (value: unknown): number => (Array.isArray(value) ? value.length : 0)
