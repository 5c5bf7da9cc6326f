import { Day } from '#core/record/instant.ts'

/** Milliseconds of one calendar day; Vietnam has no summer time, so every day has the same length. */
export const dayMs = 86_400_000

const offsetMs = 7 * 3_600_000

/** A Vietnamese calendar day as a whole number (days since 1970-01-01), so that days can be added and compared. */
export function dayNumberOf(day: Day): number {
  return Date.parse(`${day}T00:00:00Z`) / dayMs
}

/** The day number that a moment (epoch ms) falls on in Vietnam. */
export function dayNumberAt(epochMs: number): number {
  return Math.floor((epochMs + offsetMs) / dayMs)
}

/** Midnight in Vietnam at the start of a day number, in epoch ms. */
export function startOfDayMs(dayNumber: number): number {
  return dayNumber * dayMs - offsetMs
}

/** Weekday of a day number, Monday = 0 … Sunday = 6. */
export function weekdayOf(dayNumber: number): number {
  return (((dayNumber + 3) % 7) + 7) % 7
}

/** Day number → day. */
export function toDay(dayNumber: number): Day {
  return Day.parse(new Date(dayNumber * dayMs).toISOString().slice(0, 10))
}
