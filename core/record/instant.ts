import { z } from 'zod'

/**
 * A moment in legal time: ISO 8601 to the second or finer, always with Vietnam's offset, e.g. `2026-11-05T08:20:00+07:00`.
 * Vietnam has kept UTC+7 without summer time since 1975, so the PC's own zone never matters.
 */
export const Instant = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,3})?\+07:00$/)
  .refine((text) => !Number.isNaN(Date.parse(text)), 'not a real date')
  .brand<'Instant'>()
export type Instant = z.infer<typeof Instant>

/** A calendar day in Vietnam, `yyyy-MM-dd`. */
export const Day = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/)
  .refine(isRealDay, 'not a real day')
  .brand<'Day'>()
export type Day = z.infer<typeof Day>

const offsetMs = 7 * 3_600_000

/** Milliseconds since 1970 → instant with Vietnam's offset; whole seconds are written without a fraction. */
export function toInstant(epochMs: number): Instant {
  const local = new Date(epochMs + offsetMs).toISOString()
  return `${local.slice(0, 19)}${local.slice(19, 23) === '.000' ? '' : local.slice(19, 23)}+07:00` as Instant
}

/** Instant → milliseconds since 1970. */
export function epochMsOf(instant: Instant): number {
  return Date.parse(instant)
}

/** The Vietnamese calendar day an instant falls on. */
export function dayOf(instant: Instant): Day {
  // An instant carries Vietnam's offset, so its own text begins with the day.
  return instant.slice(0, 10) as Day
}

function isRealDay(text: string): boolean {
  const parsed = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().slice(0, 10) === text
}
