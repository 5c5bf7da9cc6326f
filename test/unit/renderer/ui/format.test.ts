import { describe, expect, test } from 'vitest'
import { Instant } from '#core/record/instant.ts'
import { formatDay, formatInstant, formatMoney, formatSize, weekdayOf } from '#renderer/ui/format.ts'

const late = Instant.parse('2026-11-26T23:30:00+07:00')

describe('format', () => {
  test('dates are dd/MM/yyyy HH:mm in legal time, whatever zone the PC is in', () => {
    expect(formatInstant(late)).toBe('26/11/2026 23:30')
    expect(formatDay(late)).toBe('26/11/2026')
    expect(weekdayOf(late)).toBe('thursday')
  })

  test('money is whole đồng with dots', () => {
    expect(formatMoney(8000)).toBe('8.000\u00a0đ')
    expect(formatMoney(0)).toBe('0\u00a0đ')
    expect(formatMoney(1_250_000)).toBe('1.250.000\u00a0đ')
    expect(formatMoney(-500)).toBe('−500\u00a0đ')
  })

  test('sizes are told in the unit a person would use', () => {
    expect([512, 5_321, 1_500_000, 20 * 1024 ** 3].map(formatSize)).toEqual(['512 B', '5 KB', '1,4 MB', '20,0 GB'])
  })
})
