import { epochMsOf, type Instant } from '#core/record/instant.ts'
import { dayMs, dayNumberAt, startOfDayMs } from './day-number.ts'
import type { WorkCalendar } from './work-calendar.ts'
import { type OfficeClock, officeClockOf } from './working-spans.ts'

/** Working minutes of an agency between two instants; 0 where `to` is not after `from`. Seconds count as fractions. */
export function workedMinutes(question: { calendar: WorkCalendar; agency: string; from: Instant; to: Instant }): number {
  const clock = officeClockOf(question.calendar, question.agency)
  return workedMs(clock, epochMsOf(question.from), epochMsOf(question.to)) / 60_000
}

/** Working milliseconds between two moments; 0 where `toMs` is not after `fromMs`. */
export function workedMs(clock: OfficeClock, fromMs: number, toMs: number): number {
  let sumMs = 0
  for (let day = dayNumberAt(fromMs); startOfDayMs(day) < toMs; day++) {
    for (const span of clock.spansOf(day)) sumMs += Math.max(0, Math.min(span.toMs, toMs) - Math.max(span.fromMs, fromMs))
  }
  return sumMs
}

/**
 * The moment the clock starts: at once in office hours (closing time included), else at the next opening: after the lunch
 * break, the same morning, or on the next working day.
 */
export function startOfClock(clock: OfficeClock, fromMs: number): number {
  const day = dayNumberAt(fromMs)
  const span = clock.spansOf(day).find((one) => fromMs <= one.toMs)
  return span === undefined ? openingOf(clock, clock.nextWorkingDay(day)) : Math.max(fromMs, span.fromMs)
}

/**
 * The same clock time on the Nth working day after the one the clock starts on. Where that day's hours do not hold the clock
 * time, it moves to the next opening of that day, or back to its close.
 */
export function addWorkingDays(clock: OfficeClock, fromMs: number, count: number): number {
  const startMs = startOfClock(clock, fromMs)
  let day = dayNumberAt(startMs)
  const timeMs = startMs - startOfDayMs(day)
  for (let n = 0; n < count; n++) day = clock.nextWorkingDay(day)
  return withinHours(clock, day, startOfDayMs(day) + timeMs)
}

/** The moment at which so much working time has passed; a full span ends at its close, not at the next opening. */
export function addWorkingMs(clock: OfficeClock, fromMs: number, amountMs: number): number {
  let atMs = startOfClock(clock, fromMs)
  let restMs = amountMs
  let day = dayNumberAt(atMs)
  while (restMs > 0) {
    for (const span of clock.spansOf(day)) {
      const freeMs = span.toMs - Math.max(span.fromMs, atMs)
      if (freeMs <= 0) continue
      if (restMs <= freeMs) return Math.max(span.fromMs, atMs) + restMs
      restMs -= freeMs
    }
    day = clock.nextWorkingDay(day)
    atMs = startOfDayMs(day)
  }
  return atMs
}

/** A moment moved into the office hours of its own working day, or of the next one where its day is off. */
export function rollToWorkingDay(clock: OfficeClock, atMs: number): number {
  const day = dayNumberAt(atMs)
  if (clock.spansOf(day).length > 0) return withinHours(clock, day, atMs)
  const next = clock.nextWorkingDay(day)
  return withinHours(clock, next, atMs + (next - day) * dayMs)
}

/** Opening time of a working day. */
export function openingOf(clock: OfficeClock, day: number): number {
  return clock.spansOf(day)[0]?.fromMs ?? startOfDayMs(day)
}

/** Closing time of a working day. */
export function closeOf(clock: OfficeClock, day: number): number {
  return clock.spansOf(day).at(-1)?.toMs ?? startOfDayMs(day)
}

function withinHours(clock: OfficeClock, day: number, atMs: number): number {
  const span = clock.spansOf(day).find((one) => atMs <= one.toMs)
  return span === undefined ? closeOf(clock, day) : Math.max(atMs, span.fromMs)
}
