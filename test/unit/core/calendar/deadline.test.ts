import { describe, expect, it } from 'vitest'
import { deadlineOf } from '#core/calendar/deadline.ts'
import { epochMsOf, toInstant } from '#core/record/instant.ts'
import { agency, at, makeCalendar } from './office.ts'

const calendar = makeCalendar({ daysOff: ['2026-11-24'] })
const question = { status: 4 as const, dueAt: at('2026-11-26 10:00'), pausedNow: false, calendar, agency }

describe('the deadline of a dossier', () => {
  it('is on time while more than one working day is left', () => {
    expect(deadlineOf({ ...question, now: at('2026-11-23 09:00') })).toBe('on_time')
  })
  it('is soon when it is due on the next working day, days off left out', () => {
    expect(deadlineOf({ ...question, now: at('2026-11-25 09:00') })).toBe('soon')
    expect(deadlineOf({ ...question, dueAt: at('2026-11-25 16:00'), now: at('2026-11-23 09:00') })).toBe('soon')
    expect(deadlineOf({ ...question, dueAt: at('2026-11-23 16:00'), now: at('2026-11-20 17:30') })).toBe('soon')
  })
  it('is today until the very moment, then late', () => {
    expect(deadlineOf({ ...question, now: at('2026-11-26 07:00') })).toBe('today')
    expect(deadlineOf({ ...question, now: at('2026-11-26 10:00') })).toBe('today')
    expect(deadlineOf({ ...question, now: at('2026-11-26 10:01') })).toBe('late')
  })
  it('is never late while the dossier is paused', () => {
    expect(deadlineOf({ ...question, pausedNow: true, now: at('2027-11-26 10:01') })).toBe('paused')
    for (const status of [5, 6, 7] as const) expect(deadlineOf({ ...question, status, now: at('2027-11-26 10:01') })).toBe('paused')
  })
  it('is done when refused, stopped, finished or returned, however late', () => {
    for (const status of [3, 8, 9, 10] as const) expect(deadlineOf({ ...question, status, now: at('2027-11-26 10:01') })).toBe('done')
  })
  it('is none without an appointment or before the clock starts', () => {
    expect(deadlineOf({ ...question, dueAt: null, now: at('2026-11-26 10:01') })).toBe('none')
    expect(deadlineOf({ ...question, status: 1, now: at('2026-11-26 10:01') })).toBe('none')
  })
  it('is known for 10,000 rows without computing office hours again for each', () => {
    const now = at('2026-11-26 10:01')
    const counted = {
      ...calendar,
      get daysOff() {
        reads += 1
        return calendar.daysOff
      },
    }
    let reads = 0
    for (let row = 0; row < 10_000; row++) {
      deadlineOf({ ...question, calendar: counted, dueAt: toInstant(epochMsOf(now) + (row % 90) * 3_600_000 * 8), now })
    }
    expect(reads).toBe(1)
  })
})
