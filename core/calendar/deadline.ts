import { clockIn, type DossierStatus } from '#core/dossier/status.ts'
import { epochMsOf, type Instant } from '#core/record/instant.ts'
import { dayNumberAt } from './day-number.ts'
import type { WorkCalendar } from './work-calendar.ts'
import { officeClockOf } from './working-spans.ts'

/**
 * How a dossier stands against its appointment (domain.md §2.5): `none` has none, `soon` = due by the end of the next working
 * day, `today` = due later today, `late` = past due, `paused` = its clock stands still, `done` = its clock has stopped.
 */
export type Deadline = 'none' | 'on_time' | 'soon' | 'today' | 'late' | 'paused' | 'done'

export type DeadlineQuestion = {
  status: DossierStatus
  dueAt: Instant | null
  /** True while the last pause has no end. */
  pausedNow: boolean
  now: Instant
  calendar: WorkCalendar
  agency: string
}

/**
 * How a dossier stands now. Statuses 3, 8, 9, 10 are done, whatever the date; a paused dossier is never late. Cheap enough to
 * ask for every row of a queue: office hours are computed once per calendar and agency.
 */
export function deadlineOf({ status, dueAt, pausedNow, now, calendar, agency }: DeadlineQuestion): Deadline {
  const state = clockIn(status)
  if (state === 'stopped') return 'done'
  if (pausedNow || state === 'paused') return 'paused'
  if (dueAt === null || state === 'not-started') return 'none'
  const nowMs = epochMsOf(now)
  const dueMs = epochMsOf(dueAt)
  if (dueMs < nowMs) return 'late'
  const today = dayNumberAt(nowMs)
  const dueDay = dayNumberAt(dueMs)
  if (dueDay === today) return 'today'
  return dueDay <= officeClockOf(calendar, agency).nextWorkingDay(today) ? 'soon' : 'on_time'
}
