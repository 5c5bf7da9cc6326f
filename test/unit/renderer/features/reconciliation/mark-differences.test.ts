import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { markDifferences } from '#renderer/features/reconciliation/mark-differences.ts'

const textOf = (parts: { text: string }[]) => parts.map((one) => one.text).join('')
const marked = (parts: { text: string; differs: boolean }[]) => parts.filter((one) => one.differs).map((one) => one.text)

describe('the letters that differ', () => {
  test('a wrong mark is one letter, however it is coded', () => {
    const { left, right } = markDifferences('NGUYỄN THỊ ÁNH', 'NGUYỄN THỊ ẢNH'.normalize('NFD'))
    expect(marked(left)).toEqual(['Á'])
    expect(marked(right)).toEqual(['Ả'])
  })

  test('two numbers that were turned around', () => {
    const { left, right } = markDifferences('080090001207', '080090001270')
    expect([...marked(left), ...marked(right)].join('').length).toBeLessThanOrEqual(2)
  })

  test('nothing differs between equal texts, everything from an empty one', () => {
    expect(marked(markDifferences('Tân An', 'Tân An').left)).toEqual([])
    expect(markDifferences('', 'Tân An')).toEqual({ left: [], right: [{ text: 'Tân An', differs: true }] })
  })

  test('both texts stay whole, and what is not marked is the same in both', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 30 }), fc.string({ maxLength: 30 }), (a, b) => {
        const { left, right } = markDifferences(a, b)
        expect(textOf(left)).toBe(a.normalize('NFC'))
        expect(textOf(right)).toBe(b.normalize('NFC'))
        const shared = (parts: typeof left) => textOf(parts.filter((one) => !one.differs))
        expect(shared(left)).toBe(shared(right))
      }),
    )
  })

  test('a text without end is marked as a whole instead of holding up the screen', () => {
    expect(markDifferences('a'.repeat(5000), 'b'.repeat(5000)).left).toEqual([{ text: 'a'.repeat(5000), differs: true }])
  })
})
