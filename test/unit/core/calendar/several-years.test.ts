import { describe, expect, it } from 'vitest'
import { addDuration } from '#core/calendar/add-duration.ts'
import { isWorkingDay } from '#core/calendar/working-spans.ts'
import { Day } from '#core/record/instant.ts'
import { loadCatalogue } from '#resources/catalogue/load-catalogue.ts'
import { agency, at } from './office.ts'

const [calendar] = loadCatalogue().calendars
if (calendar === undefined) throw new Error('the catalogue has no calendar')

describe('the calendar that ships with the product', () => {
  it.each([
    ['2024-02-07 10:00', 1, '2024-02-15 10:00', 'Tết 2024'],
    ['2025-01-24 10:00', 1, '2025-02-03 10:00', 'Tết 2025'],
    ['2025-12-31 09:00', 1, '2026-01-05 09:00', 'New Year 2026 with its swapped Friday'],
    ['2026-01-09 09:00', 1, '2026-01-10 09:00', 'the Saturday worked instead'],
    ['2026-02-13 16:00', 1, '2026-02-23 16:00', 'Tết 2026'],
    ['2026-04-24 08:00', 1, '2026-04-28 08:00', 'Giỗ Tổ on a Sunday, compensated on Monday'],
    ['2026-11-20 16:30', 3, '2026-11-26 16:30', 'the day of culture'],
    ['2026-12-31 09:00', 1, '2027-01-04 09:00', 'New Year 2027'],
  ])('carries %s plus %i working day(s) to %s over %s', (from, value, due) => {
    const appointment = addDuration({ calendar, agency, from: at(from), duration: { value, unit: 'working_day' }, cutoff: null })
    expect(appointment).toEqual({ due: at(due), provisional: false })
  })
  it('calls a date beyond the days off that are settled provisional', () => {
    const question = { calendar, agency, from: at('2027-02-04 10:00'), cutoff: null }
    expect(addDuration({ ...question, duration: { value: 5, unit: 'working_day' } })).toEqual({
      due: at('2027-02-18 10:00'),
      provisional: true,
    })
  })
  it('closes on weekends unless one is swapped', () => {
    expect(isWorkingDay(calendar, agency, Day.parse('2026-01-03'))).toBe(false)
    expect(isWorkingDay(calendar, agency, Day.parse('2026-01-10'))).toBe(true)
  })
})
