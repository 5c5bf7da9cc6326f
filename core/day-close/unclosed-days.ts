import { z } from 'zod'
import { dayNumberAt, dayNumberOf } from '#core/calendar/day-number.ts'
import type { WorkCalendar } from '#core/calendar/work-calendar.ts'
import { officeClockOf } from '#core/calendar/working-spans.ts'
import type { JournalEvent } from '#core/journal/event.ts'
import { type AgencySlug, DeviceId } from '#core/record/ids.ts'
import { Day, dayOf, Instant } from '#core/record/instant.ts'
import { closers } from './closers.ts'
import type { DayClose } from './day-close.ts'

/** A day on which a desk worked and which no close of it holds. */
export const UnclosedDay = z.object({
  device: DeviceId,
  deskName: z.string(),
  day: Day,
  /** Acts of that day that no close holds. */
  acts: z.number().int().positive(),
  /** A close of that day is there; these acts were done after it. */
  afterClose: z.boolean(),
  /** Working days of the agency after that day, today among them. */
  workingDays: z.number().int().nonnegative(),
  /** More than one working day has come since. A revoked desk can close nothing any more, and is not waited for. */
  overdue: z.boolean(),
  revoked: z.boolean(),
})
export type UnclosedDay = z.infer<typeof UnclosedDay>

/** What the centre answers: the days from `since` on, as of a moment, by what had reached it. */
export const UnclosedDays = z.object({ asOf: Instant, since: Day, days: z.array(UnclosedDay) })
export type UnclosedDays = z.infer<typeof UnclosedDays>

export type UnclosedQuestion = {
  agency: AgencySlug
  calendar: WorkCalendar
  /** Epoch ms. */
  nowMs: number
  since: Day
  desks: readonly { device: DeviceId; deskName: string; revoked: boolean }[]
  closes: readonly Pick<DayClose, 'device' | 'day' | 'journal'>[]
  events: readonly Pick<JournalEvent, 'device' | 'at' | 'type' | 'role' | 'chain'>[]
}

/**
 * Which desks did not close their day: past days with acts of officials who close days, beyond what the desk's last close holds. Oldest first.
 * Looking at a dossier is no act; what a desk has not sent cannot be known.
 */
export function findUnclosedDays({ agency, calendar, nowMs, since, desks, closes, events }: UnclosedQuestion): UnclosedDay[] {
  const today = dayNumberAt(nowMs)
  const { nextWorkingDay } = officeClockOf(calendar, agency)
  const found = desks.flatMap((desk) => {
    const own = closes.filter(({ device }) => device === desk.device)
    const closedUpTo = Math.max(0, ...own.map(({ journal }) => journal.upTo))
    const open = events.filter((one) => one.device === desk.device && one.chain.seq > closedUpTo && isAct(one)).map(({ at }) => dayOf(at))
    const past = open.filter((day) => day >= since && dayNumberOf(day) < today)
    return [...countEach(past)].map(([day, acts]): UnclosedDay => {
      const workingDays = countWorkingDays(nextWorkingDay, dayNumberOf(day), today)
      const afterClose = own.some((close) => close.day === day)
      return { ...desk, day, acts, afterClose, workingDays, overdue: workingDays > 1 && !desk.revoked }
    })
  })
  return found.sort((a, b) => a.day.localeCompare(b.day) || a.deskName.localeCompare(b.deskName, 'vi'))
}

const isAct = ({ type, role }: Pick<JournalEvent, 'type' | 'role'>): boolean => type !== 'dossierViewed' && closers.includes(role)

function countEach(days: readonly Day[]): Map<Day, number> {
  const counts = new Map<Day, number>()
  for (const day of days) counts.set(day, (counts.get(day) ?? 0) + 1)
  return counts
}

function countWorkingDays(nextWorkingDay: (dayNumber: number) => number, after: number, upTo: number): number {
  let count = 0
  for (let day = nextWorkingDay(after); day <= upTo; day = nextWorkingDay(day)) count += 1
  return count
}
