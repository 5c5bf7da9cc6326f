import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { toDay } from '#core/calendar/day-number.ts'
import { formatBirthDate, parseBirthDate } from '#core/identity/birth-date.ts'
import { Day } from '#core/record/instant.ts'

const today = Day.parse('2026-11-22')

describe('a typed birth date', () => {
  it.each([
    ['15/08/1990', '1990-08-15'],
    [' 5/8/1990 ', '1990-08-05'],
    ['15.08.1990', '1990-08-15'],
    ['15-08-1990', '1990-08-15'],
    ['15081990', '1990-08-15'],
    ['29/02/2024', '2024-02-29'],
    ['08/1990', '1990-08'],
    ['8/1990', '1990-08'],
    ['1990', '1990'],
    ['22/11/2026', '2026-11-22'],
    ['11/2026', '2026-11'],
    ['2026', '2026'],
  ])('%j is %s', (text, birthDate) => {
    expect(parseBirthDate(text, today)).toEqual({ ok: true, birthDate })
  })
  it.each([
    ['', 'format'],
    ['mười lăm', 'format'],
    ['15/08/90', 'format'],
    ['30/02/1990', 'impossible'],
    ['29/02/2023', 'impossible'],
    ['13/1990', 'impossible'],
    ['00/08/1990', 'impossible'],
    ['00/1990', 'impossible'],
    ['15/08/1090', 'impossible'],
    ['23/11/2026', 'future'],
    ['12/2026', 'future'],
    ['2027', 'future'],
  ])('%j is refused: %s', (text, reason) => {
    expect(parseBirthDate(text, today)).toEqual({ ok: false, reason })
  })
  it('is read back as it is shown', () => {
    fc.assert(
      fc.property(fc.integer({ min: -30_000, max: 20_000 }).map(toDay), fc.constantFrom(4, 7, 10), (day, length) => {
        const birthDate = day.slice(0, length)
        expect(parseBirthDate(formatBirthDate(birthDate), today)).toEqual({ ok: true, birthDate })
      }),
    )
  })
})
