import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDuration } from '#core/calendar/add-duration.ts'
import { dayMs } from '#core/calendar/day-number.ts'
import { remainingAfter } from '#core/calendar/remaining-time.ts'
import { resumeDue } from '#core/calendar/resume-due.ts'
import { workingSpansOf } from '#core/calendar/working-spans.ts'
import { workedMinutes } from '#core/calendar/working-time.ts'
import type { Duration, Pause } from '#core/dossier/dossier.ts'
import { dayOf, epochMsOf, type Instant, toInstant } from '#core/record/instant.ts'
import { agency, at, makeCalendar } from './office.ts'

const calendar = makeCalendar({ daysOff: ['2026-11-24', '2027-01-01'] })
const pause = (from: string, to: string | null): Pause => ({ from: at(from), to: to === null ? null : at(to), status: 5 })

function resumed(received: string, duration: Duration, pauses: Pause[], resumedAt: string): Instant | null {
  return resumeDue({ calendar, agency, received: at(received), duration, cutoff: '15:00', pauses, resumedAt: at(resumedAt) }).due
}

describe('resuming after a pause', () => {
  const fiveDays: Duration = { value: 5, unit: 'working_day' }

  it('gives back the working days that were left (domain.md §2.4)', () => {
    const pauses = [pause('2026-11-04 08:00', null)]
    expect(resumed('2026-11-02 08:00', fiveDays, pauses, '2026-11-10 08:00')).toBe(at('2026-11-13 08:00'))
    expect(remainingAfter({ calendar, agency, duration: fiveDays, from: at('2026-11-02 08:00'), to: at('2026-11-04 08:00') })).toEqual({
      kind: 'working',
      days: 3,
      workingMs: 0,
    })
  })
  it('counts the hours of a day that had begun', () => {
    const pauses = [pause('2026-11-04 10:00', '2026-11-10 14:00')]
    // Two days and two hours used: two days and six hours are left from Tuesday 14:00.
    expect(resumed('2026-11-02 08:00', fiveDays, pauses, '2026-11-10 14:00')).toBe(at('2026-11-13 10:00'))
  })
  it('subtracts the work done before and between several pauses', () => {
    const pauses = [pause('2026-11-03 08:00', '2026-11-09 08:00'), pause('2026-11-10 08:00', '2026-11-12 08:00')]
    expect(resumed('2026-11-02 08:00', fiveDays, pauses, '2026-11-12 08:00')).toBe(at('2026-11-17 08:00'))
  })
  it('gives back working hours to the minute', () => {
    const pauses = [pause('2026-11-05 08:30', '2026-11-06 16:00')]
    expect(resumed('2026-11-05 07:00', { value: 8, unit: 'working_hour' }, pauses, '2026-11-06 16:00')).toBe(at('2026-11-09 14:30'))
  })
  it('stretches a calendar term by the pause', () => {
    const pauses = [pause('2026-11-04 08:00', '2026-11-06 08:00')]
    expect(resumed('2026-11-02 08:00', { value: 7, unit: 'calendar_day' }, pauses, '2026-11-06 08:00')).toBe(at('2026-11-11 08:00'))
  })
  it('promises a same-day result on the day it resumes, cutoff included', () => {
    const sameDay: Duration = { value: 0, unit: 'same_day' }
    const pauses = [pause('2026-11-05 09:00', null)]
    expect(resumed('2026-11-05 08:00', sameDay, pauses, '2026-11-10 09:00')).toBe(at('2026-11-10 17:00'))
    expect(resumed('2026-11-05 08:00', sameDay, pauses, '2026-11-10 15:30')).toBe(at('2026-11-11 17:00'))
  })
  it('does not heal a dossier that was late before the pause', () => {
    const pauses = [pause('2026-11-16 08:00', '2026-11-18 08:00')]
    expect(resumed('2026-11-02 08:00', fiveDays, pauses, '2026-11-18 08:00')).toBe(at('2026-11-09 08:00'))
  })
})

const start = epochMsOf(at('2026-10-01 00:00'))
const moment = fc.integer({ min: 0, max: 120 * 24 * 60 }).map((minutes) => toInstant(start + minutes * 60_000))
const duration = fc.oneof(
  fc.record({ value: fc.integer({ min: 0, max: 30 }), unit: fc.constant<'working_day'>('working_day') }),
  fc.record({ value: fc.integer({ min: 1, max: 60 }), unit: fc.constant<'working_hour'>('working_hour') }),
  fc.record({ value: fc.integer({ min: 0, max: 60 }), unit: fc.constant<'calendar_day'>('calendar_day') }),
  fc.constant<Duration>({ value: 0, unit: 'same_day' }),
)

function dueFrom(from: Instant, of: Duration): number {
  const { due } = addDuration({ calendar, agency, from, duration: of, cutoff: '15:00' })
  return due === null ? Number.NaN : epochMsOf(due)
}

describe('working time, for any moment and duration', () => {
  it('is never due before it is received, and always in office hours', () => {
    fc.assert(
      fc.property(moment, duration, (from, of) => {
        const dueMs = dueFrom(from, of)
        const spans = workingSpansOf(calendar, agency, dayOf(toInstant(dueMs)))
        // A calendar term of no days may end the same evening it began; it is then due at that day's close.
        if (of.unit !== 'calendar_day') expect(dueMs).toBeGreaterThanOrEqual(epochMsOf(from))
        expect(spans.some((span) => span.fromMs <= dueMs && dueMs <= span.toMs)).toBe(true)
      }),
    )
  })
  it('is never due earlier when received later', () => {
    fc.assert(
      fc.property(moment, moment, duration, (one, other, of) => {
        const [earlier, later] = one < other ? [one, other] : [other, one]
        // A calendar term keeps its clock time when it is moved to a working day, so only its days are in order.
        const unitMs = of.unit === 'calendar_day' ? dayMs : 1
        expect(Math.floor(dueFrom(earlier, of) / unitMs)).toBeLessThanOrEqual(Math.floor(dueFrom(later, of) / unitMs))
      }),
    )
  })
  it('holds exactly the working hours that were asked', () => {
    fc.assert(
      fc.property(moment, fc.integer({ min: 1, max: 60 }), (from, value) => {
        const to = toInstant(dueFrom(from, { value, unit: 'working_hour' }))
        expect(workedMinutes({ calendar, agency, from, to })).toBe(value * 60)
      }),
    )
  })
  it('works as much with a pause as without one', () => {
    fc.assert(
      fc.property(moment, moment, moment, fc.integer({ min: 1, max: 60 }), (a, b, c, value) => {
        const [received = a, from = b, to = c] = [a, b, c].sort()
        const of: Duration = { value, unit: 'working_hour' }
        const { due } = resumeDue({
          calendar,
          agency,
          received,
          duration: of,
          cutoff: null,
          pauses: [{ from, to, status: 5 }],
          resumedAt: to,
        })
        if (due === null) throw new Error('no appointment')
        const before = workedMinutes({ calendar, agency, from: received, to: from })
        if (before >= value * 60) expect(epochMsOf(due)).toBe(dueFrom(received, of))
        else expect(before + workedMinutes({ calendar, agency, from: to, to: due })).toBe(value * 60)
      }),
    )
  })
  it('is unchanged by a pause without length', () => {
    fc.assert(
      fc.property(moment, moment, duration, (a, b, of) => {
        const [received, stop] = a < b ? [a, b] : [b, a]
        if (of.unit === 'same_day') return
        const { due } = resumeDue({
          calendar,
          agency,
          received,
          duration: of,
          cutoff: null,
          pauses: [{ from: stop, to: stop, status: 6 }],
          resumedAt: stop,
        })
        if (due === null) throw new Error('no appointment')
        // A close and the next opening are the same moment of working time.
        const [earlier = due, later = due] = [due, toInstant(dueFrom(received, of))].sort()
        expect(workedMinutes({ calendar, agency, from: earlier, to: later })).toBe(0)
      }),
    )
  })
})
