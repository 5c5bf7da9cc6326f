import type { Day } from '#core/record/instant.ts'
import { dayNumberOf, startOfDayMs, weekdayOf } from './day-number.ts'
import type { OfficeHours, WorkCalendar } from './work-calendar.ts'

/** An unbroken stretch of office hours, in epoch ms. */
export type WorkingSpan = { fromMs: number; toMs: number }

/** One agency's side of a calendar, ready for arithmetic on day numbers. */
export type OfficeClock = {
  /** Office hours of a day, in order; empty on a day off. */
  spansOf: (dayNumber: number) => readonly WorkingSpan[]
  /** The first day after this one on which the office is open. Throws `RangeError` where it never opens. */
  nextWorkingDay: (dayNumber: number) => number
  /** Whether the days off of a day are known, so that what is computed from it is final. */
  isKnown: (dayNumber: number) => boolean
}

/** How far ahead an open day is looked for; a calendar closed for longer is broken data. */
const searchDays = 400

const clocks = new WeakMap<WorkCalendar, Map<string, OfficeClock>>()

/** The office hours of an agency on a day, in order; empty on a day off. */
export function workingSpansOf(calendar: WorkCalendar, agency: string, day: Day): readonly WorkingSpan[] {
  return officeClockOf(calendar, agency).spansOf(dayNumberOf(day))
}

/** Whether an agency is open at all on a day. */
export function isWorkingDay(calendar: WorkCalendar, agency: string, day: Day): boolean {
  return workingSpansOf(calendar, agency, day).length > 0
}

/** An agency's clock; computed once per calendar object, which is never changed in place. */
export function officeClockOf(calendar: WorkCalendar, agency: string): OfficeClock {
  const ofCalendar = clocks.get(calendar) ?? new Map<string, OfficeClock>()
  clocks.set(calendar, ofCalendar)
  const known = ofCalendar.get(agency)
  if (known !== undefined) return known
  const clock = makeOfficeClock(calendar, agency)
  ofCalendar.set(agency, clock)
  return clock
}

function makeOfficeClock(calendar: WorkCalendar, agency: string): OfficeClock {
  const week = calendar.agencyWeeks[agency] ?? calendar.week
  const daysOff = new Set(calendar.daysOff.map((one) => dayNumberOf(one.day)))
  const swapped = new Map(calendar.workingDays.map((one) => [dayNumberOf(one.day), one.asWeekday]))
  const firstKnown = dayNumberOf(calendar.knownFrom)
  const lastKnown = dayNumberOf(calendar.knownTo)

  const spansOf = remembered((dayNumber) => {
    const swappedFor = swapped.get(dayNumber)
    if (swappedFor === undefined && daysOff.has(dayNumber)) return []
    return toSpans(week[swappedFor ?? weekdayOf(dayNumber)] ?? [], dayNumber)
  })
  const nextWorkingDay = remembered((dayNumber) => {
    for (let next = dayNumber + 1; next <= dayNumber + searchDays; next++) if (spansOf(next).length > 0) return next
    throw new RangeError(`${calendar.id} has no working day of ${agency} within ${searchDays} days`)
  })
  return { spansOf, nextWorkingDay, isKnown: (dayNumber) => firstKnown <= dayNumber && dayNumber <= lastKnown }
}

function remembered<T>(compute: (dayNumber: number) => T): (dayNumber: number) => T {
  const values = new Map<number, T>()
  return (dayNumber) => {
    const known = values.get(dayNumber)
    if (known !== undefined) return known
    const value = compute(dayNumber)
    values.set(dayNumber, value)
    return value
  }
}

function toSpans(hours: OfficeHours, dayNumber: number): WorkingSpan[] {
  const midnightMs = startOfDayMs(dayNumber)
  return hours
    .map((span) => ({ fromMs: midnightMs + clockTimeMs(span.from), toMs: midnightMs + clockTimeMs(span.to) }))
    .filter((span) => span.fromMs < span.toMs)
}

/** `HH:mm` → milliseconds since midnight. */
export function clockTimeMs(clockTime: string): number {
  return Number(clockTime.slice(0, 2)) * 3_600_000 + Number(clockTime.slice(3, 5)) * 60_000
}
