import { describe, expect, it } from 'vitest'
import { addDuration } from '#core/calendar/add-duration.ts'
import type { Duration } from '#core/dossier/dossier.ts'
import { agency, at, makeCalendar, saturdayAgency } from './office.ts'

const days = (value: number): Duration => ({ value, unit: 'working_day' })
const hours = (value: number): Duration => ({ value, unit: 'working_hour' })
const calendarDays = (value: number): Duration => ({ value, unit: 'calendar_day' })
const sameDay: Duration = { value: 0, unit: 'same_day' }

type Case = { received: string; duration: Duration; due: string; off?: string[]; cutoff?: string }

function dueOf({ received, duration, off, cutoff }: Case) {
  return addDuration({ calendar: makeCalendar({ daysOff: off ?? [] }), agency, from: at(received), duration, cutoff: cutoff ?? null }).due
}

describe('the appointments of domain.md §2.4', () => {
  const vectors: (Case & { rule: string })[] = [
    { rule: 'counts working days at the same clock time', received: '2026-11-05 08:20', duration: days(3), due: '2026-11-10 08:20' },
    { rule: 'skips the day of culture', received: '2026-11-20 16:30', duration: days(3), off: ['2026-11-24'], due: '2026-11-26 16:30' },
    {
      rule: 'promises the same day until the cutoff',
      received: '2026-11-05 14:59',
      duration: sameDay,
      cutoff: '15:00',
      due: '2026-11-05 17:00',
    },
    {
      rule: 'promises the next working day after the cutoff',
      received: '2026-11-05 15:01',
      duration: sameDay,
      cutoff: '15:00',
      due: '2026-11-06 17:00',
    },
    { rule: 'starts working hours after lunch', received: '2026-11-05 12:10', duration: hours(8), due: '2026-11-06 11:30' },
    { rule: 'starts at the next opening after close', received: '2026-11-05 17:40', duration: days(1), due: '2026-11-09 07:00' },
    {
      rule: 'leaps over Tết',
      received: '2027-02-04 10:00',
      duration: days(5),
      off: ['2027-02-05', '2027-02-06', '2027-02-07', '2027-02-08', '2027-02-09', '2027-02-10', '2027-02-11'],
      due: '2027-02-18 10:00',
    },
    {
      rule: 'knows the next year’s New Year',
      received: '2026-12-31 09:00',
      duration: days(1),
      off: ['2027-01-01'],
      due: '2027-01-04 09:00',
    },
  ]
  it.each(vectors)('$rule: $received → $due', (vector) => {
    expect(dueOf(vector)).toBe(at(vector.due))
  })
})

describe('same-day procedures', () => {
  const question = { calendar: makeCalendar(), agency, duration: sameDay, cutoff: '15:00' }

  it('still promises the day at the very minute of the cutoff', () => {
    expect(addDuration({ ...question, from: at('2026-11-05 15:00') }).due).toBe(at('2026-11-05 17:00'))
  })
  it('can promise opening plus hours to latecomers instead', () => {
    const appointment = addDuration({ ...question, from: at('2026-11-05 15:01'), afterCutoff: { openingPlusHours: 2 } })
    expect(appointment.due).toBe(at('2026-11-06 09:00'))
  })
  it('promises Monday to a latecomer of Friday', () => {
    expect(addDuration({ ...question, from: at('2026-11-06 16:00') }).due).toBe(at('2026-11-09 17:00'))
  })
  it('promises the next working day for what arrives online on a day off', () => {
    const appointment = addDuration({ ...question, from: at('2026-11-08 16:00'), afterCutoff: { openingPlusHours: 2 } })
    expect(appointment.due).toBe(at('2026-11-09 17:00'))
  })
  it('takes closing time for the cutoff where there is none', () => {
    expect(addDuration({ ...question, cutoff: null, from: at('2026-11-05 16:55') }).due).toBe(at('2026-11-05 17:00'))
    expect(addDuration({ ...question, cutoff: null, from: at('2026-11-05 17:01') }).due).toBe(at('2026-11-06 17:00'))
  })
})

describe('working days', () => {
  it('starts at the opening when received before it', () => {
    expect(dueOf({ received: '2026-11-05 06:15', duration: days(1), due: '' })).toBe(at('2026-11-06 07:00'))
  })
  it('counts a swapped working Saturday and not the Friday it stands for', () => {
    const calendar = makeCalendar({ daysOff: ['2026-11-13'], workingDays: [{ day: '2026-11-14', asWeekday: 4 }] })
    const appointment = addDuration({ calendar, agency, from: at('2026-11-12 09:00'), duration: days(2), cutoff: null })
    expect(appointment.due).toBe(at('2026-11-16 09:00'))
    expect(addDuration({ calendar, agency, from: at('2026-11-12 09:00'), duration: days(1), cutoff: null }).due).toBe(
      at('2026-11-14 09:00'),
    )
  })
  it('keeps each agency’s own hours, and the close of a shorter day', () => {
    const question = { calendar: makeCalendar(), agency: saturdayAgency, duration: days(1), cutoff: null }
    expect(addDuration({ ...question, from: at('2026-11-05 07:10') }).due).toBe(at('2026-11-06 07:30'))
    expect(addDuration({ ...question, from: at('2026-11-06 16:00') }).due).toBe(at('2026-11-07 11:00'))
  })
  it('takes half a working day as half of that day’s hours', () => {
    expect(dueOf({ received: '2026-11-05 07:00', duration: days(1.5), due: '' })).toBe(at('2026-11-06 11:00'))
  })
})

describe('calendar days', () => {
  it('moves a term that ends on a day off to the next working day, at the same clock time', () => {
    expect(dueOf({ received: '2026-11-05 08:20', duration: calendarDays(3), due: '' })).toBe(at('2026-11-09 08:20'))
  })
  it('moves a clock time outside office hours into them', () => {
    expect(dueOf({ received: '2026-11-05 18:00', duration: calendarDays(1), due: '' })).toBe(at('2026-11-06 17:00'))
    expect(dueOf({ received: '2026-11-05 12:00', duration: calendarDays(1), due: '' })).toBe(at('2026-11-06 13:30'))
  })
})

describe('what cannot be promised', () => {
  it('gives no appointment where the procedure has none', () => {
    const appointment = addDuration({
      calendar: makeCalendar(),
      agency,
      from: at('2026-11-05 08:20'),
      duration: { value: 0, unit: 'none' },
      cutoff: null,
    })
    expect(appointment).toEqual({ due: null, provisional: false })
  })
  it('marks a date beyond the known days off as provisional', () => {
    const calendar = makeCalendar({ knownTo: '2026-12-31' })
    const question = { calendar, agency, from: at('2026-12-30 08:00'), cutoff: null }
    expect(addDuration({ ...question, duration: days(1) }).provisional).toBe(false)
    expect(addDuration({ ...question, duration: days(2) }).provisional).toBe(true)
  })
  it('refuses to guess where an office never opens', () => {
    const calendar = { ...makeCalendar(), week: [[], [], [], [], [], [], []] }
    expect(() => addDuration({ calendar, agency, from: at('2026-11-05 08:00'), duration: days(1), cutoff: null })).toThrow(RangeError)
  })
})
