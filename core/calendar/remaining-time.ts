import type { Duration } from '#core/dossier/dossier.ts'
import { epochMsOf, type Instant } from '#core/record/instant.ts'
import { dayMs } from './day-number.ts'
import type { WorkCalendar } from './work-calendar.ts'
import { type OfficeClock, officeClockOf } from './working-spans.ts'
import { addWorkingDays, addWorkingMs, rollToWorkingDay, workedMs } from './working-time.ts'

/**
 * Processing time that is left: whole working days (same clock time on the Nth one) and working milliseconds on top, or
 * milliseconds of the calendar. `spent` = the term had run out.
 */
export type Remaining =
  | { kind: 'working'; days: number; workingMs: number }
  | { kind: 'calendar'; ms: number }
  | { kind: 'same_day' }
  | { kind: 'none' }
  | { kind: 'spent' }

/** A processing time as it stands before any of it is used. `from` measures a fraction of a working day. */
export function wholeOf(clock: OfficeClock, duration: Duration, fromMs: number): Remaining {
  switch (duration.unit) {
    case 'working_hour':
      return { kind: 'working', days: 0, workingMs: duration.value * 3_600_000 }
    case 'working_day': {
      const days = Math.floor(duration.value)
      const fraction = duration.value - days
      return { kind: 'working', days, workingMs: fraction === 0 ? 0 : fraction * clockDayMs(clock, fromMs, days) }
    }
    case 'calendar_day':
      return { kind: 'calendar', ms: duration.value * dayMs }
    default:
      return { kind: duration.unit }
  }
}

/** What is left of a processing time at a moment at which the clock stops. */
export function remainingAt(clock: OfficeClock, remaining: Remaining, period: { fromMs: number; toMs: number }): Remaining {
  if (remaining.kind !== 'working' && remaining.kind !== 'calendar') return remaining
  const dueMs = dueOf(clock, remaining, period.fromMs)
  if (dueMs <= period.toMs) return { kind: 'spent' }
  if (remaining.kind === 'calendar') {
    const leftMs = remaining.ms - Math.max(0, period.toMs - period.fromMs)
    // A term that ended on a day off still has the working day it was moved to.
    return { kind: 'calendar', ms: leftMs > 0 ? leftMs : dueMs - period.toMs }
  }
  return workingLeft(clock, remaining, period)
}

/** The processing time that is left after working from `from` to `to`; what the Nth clock day has begun is left as hours. */
export function remainingAfter(question: {
  calendar: WorkCalendar
  agency: string
  duration: Duration
  from: Instant
  to: Instant
}): Remaining {
  const clock = officeClockOf(question.calendar, question.agency)
  const fromMs = epochMsOf(question.from)
  return remainingAt(clock, wholeOf(clock, question.duration, fromMs), { fromMs, toMs: epochMsOf(question.to) })
}

/** The moment at which working or calendar time that starts at `fromMs` runs out. */
export function dueOf(clock: OfficeClock, remaining: Extract<Remaining, { kind: 'working' | 'calendar' }>, fromMs: number): number {
  if (remaining.kind === 'calendar') return rollToWorkingDay(clock, fromMs + remaining.ms)
  const afterDaysMs = addWorkingDays(clock, fromMs, remaining.days)
  return remaining.workingMs === 0 ? afterDaysMs : addWorkingMs(clock, afterDaysMs, remaining.workingMs)
}

function workingLeft(
  clock: OfficeClock,
  remaining: Extract<Remaining, { kind: 'working' }>,
  period: { fromMs: number; toMs: number },
): Remaining {
  let usedDays = 0
  while (usedDays < remaining.days && addWorkingDays(clock, period.fromMs, usedDays + 1) <= period.toMs) usedDays++
  const usedMs = workedMs(clock, addWorkingDays(clock, period.fromMs, usedDays), period.toMs)
  const days = remaining.days - usedDays
  if (usedMs <= remaining.workingMs) return { kind: 'working', days, workingMs: remaining.workingMs - usedMs }
  // The clock day that has begun is worth what it would have lasted, whatever the office's hours are on that day.
  return { kind: 'working', days: days - 1, workingMs: clockDayMs(clock, period.fromMs, usedDays) + remaining.workingMs - usedMs }
}

/** Working time of the Nth clock day after a moment: from its start to the same clock time on the next working day. */
function clockDayMs(clock: OfficeClock, fromMs: number, n: number): number {
  return workedMs(clock, addWorkingDays(clock, fromMs, n), addWorkingDays(clock, fromMs, n + 1))
}
