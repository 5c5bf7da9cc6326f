import { z } from 'zod'
import { Day } from '#core/record/instant.ts'

const ClockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)

/** Office hours of one weekday: spans `HH:mm`–`HH:mm` in order, e.g. 07:00–11:30 and 13:30–17:00; empty = closed. */
export const OfficeHours = z.array(z.object({ from: ClockTime, to: ClockTime }))
export type OfficeHours = z.infer<typeof OfficeHours>

/**
 * A working-time calendar: weekly hours (Monday first), days off and swapped working days of several years, and what single
 * agencies do differently. Data, synced, with the document each entry rests on.
 */
export const WorkCalendar = z.looseObject({
  kind: z.literal('calendar'),
  schemaVersion: z.number().int().min(1),
  id: z.string().regex(/^calendar:[a-z][a-z0-9-]{1,40}$/),
  name: z.string().min(1),
  week: z.array(OfficeHours).length(7),
  /** Office hours of single agencies, by slug, where they differ. */
  agencyWeeks: z.record(z.string(), z.array(OfficeHours).length(7)),
  daysOff: z.array(z.object({ day: Day, name: z.string(), source: z.string(), verified: z.boolean() })),
  /** Rest days worked instead of another day (hoán đổi); hours as of the weekday they stand in for, Monday = 0. */
  workingDays: z.array(z.object({ day: Day, asWeekday: z.number().int().min(0).max(6), source: z.string() })),
  /** First and last day the days off are known for; beyond it a due date is marked provisional. */
  knownFrom: Day,
  knownTo: Day,
})
export type WorkCalendar = z.infer<typeof WorkCalendar>
