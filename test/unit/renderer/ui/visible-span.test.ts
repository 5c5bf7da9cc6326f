import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { indexAfterKey, scrollToShow, visibleSpan } from '#renderer/ui/grid/visible-span.ts'

describe('data grid', () => {
  test('draws every row in view and no more than a screenful and a little', () => {
    fc.assert(
      fc.property(fc.nat(100_000), fc.nat(4_000_000), fc.integer({ min: 100, max: 2_000 }), (count, scrollTopPx, heightPx) => {
        const { from, to } = visibleSpan(scrollTopPx, heightPx, 36, count)
        const firstSeen = Math.min(count, Math.floor(scrollTopPx / 36))
        const lastSeen = Math.min(count, Math.ceil((scrollTopPx + heightPx) / 36))
        expect(from).toBeLessThanOrEqual(firstSeen)
        expect(to).toBeGreaterThanOrEqual(lastSeen)
        expect(to - from).toBeLessThanOrEqual(Math.ceil(heightPx / 36) + 14)
      }),
    )
  })

  test('keys never leave the list, and an empty list has nowhere to go', () => {
    expect(indexAfterKey('ArrowDown', -1, 3, 10)).toBe(0)
    expect(indexAfterKey('ArrowDown', 2, 3, 10)).toBe(2)
    expect(indexAfterKey('ArrowUp', 0, 3, 10)).toBe(0)
    expect(indexAfterKey('PageDown', 0, 100, 10)).toBe(10)
    expect(indexAfterKey('End', 0, 100, 10)).toBe(99)
    expect(indexAfterKey('Enter', 0, 100, 10)).toBeUndefined()
    expect(indexAfterKey('ArrowDown', -1, 0, 10)).toBeUndefined()
  })

  test('a row already in view does not move the list', () => {
    expect(scrollToShow(5, 36, 100, 400)).toBe(100)
    expect(scrollToShow(0, 36, 100, 400)).toBe(0)
    expect(scrollToShow(50, 36, 100, 400)).toBe(51 * 36 - 400)
  })
})
