import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { canonicalJson } from '#core/journal/event.ts'
import { isEqual } from '#core/sync/is-equal.ts'

/** Few names and values, so that two of them are often nearly the same. */
const few = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom(null, true, false, 0, 1, -1.5, '', 'a', '1', undefined),
    fc.array(fc.oneof(fc.constantFrom(null, 1, 'a'), tie('record')), { maxLength: 3 }),
    tie('record'),
  ),
  record: fc.dictionary(fc.constantFrom('a', 'b', 'B', '10', 'ế', 'constructor', 'toString'), tie('value'), { maxKeys: 4 }),
}))

/** What both are measured by: slow and plain. */
function plain(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(plain).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const members = Object.entries(value).filter(([, member]) => member !== undefined)
  return `{${members
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, member]) => `${JSON.stringify(name)}:${plain(member)}`)
    .join(',')}}`
}

describe('one JSON', () => {
  test('is equal exactly where its canonical text is', () => {
    fc.assert(
      fc.property(few.value, few.value, (a, b) => {
        const same = a === undefined || b === undefined ? a === b : plain(a) === plain(b)
        expect(isEqual(a, b)).toBe(same)
        expect(isEqual(a, structuredClone(a))).toBe(true)
      }),
      { numRuns: 2000 },
    )
  })

  test('takes no member for one that every object inherits', () => {
    expect(isEqual({}, { constructor: 1 })).toBe(false)
    expect(isEqual({ toString: 'x' }, {})).toBe(false)
    expect(isEqual({ toString: undefined }, {})).toBe(true)
  })

  test('has one text, whatever the order of its members', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (record) => {
        const turned = Object.fromEntries(Object.entries(record).reverse())
        expect(canonicalJson(record)).toBe(plain(record))
        expect(canonicalJson(turned)).toBe(canonicalJson(record))
      }),
      { numRuns: 1000 },
    )
  })
})
