import { z } from 'zod'
import { dayNumberOf, startOfDayMs, toDay, weekdayOf } from '#core/calendar/day-number.ts'
import { Day, dayOf, type Instant, toInstant } from '#core/record/instant.ts'

/** A reporting period (kỳ báo cáo): whole Vietnamese calendar days, both ends included. */
export const Period = z.object({ from: Day, to: Day }).refine(({ from, to }) => from <= to, 'a period ends after it begins')
export type Period = z.infer<typeof Period>

/**
 * How a period is chosen. `report_quarter` runs from the 15th of the last month of the quarter before to the 14th of the last month
 * of its own (TT 01/2020/TT-VPCP); `free` is any two days.
 */
export const PeriodKind = z.enum(['week', 'month', 'quarter', 'report_quarter', 'year', 'free'])
export type PeriodKind = z.infer<typeof PeriodKind>

/** The moments a period lies between: `from` belongs to it, `until` no longer does. */
export type PeriodBounds = { from: Instant; until: Instant }

/** Where a period begins and ends; one that is still running ends at `now`. */
export function boundsOf(period: Period, now: Instant): PeriodBounds {
  const until = toInstant(startOfDayMs(dayNumberOf(period.to) + 1))
  const from = startOf(period.from)
  return { from, until: Date.parse(now) < Date.parse(until) ? laterOf(from, now) : until }
}

/**
 * The half months (from the 1st and from the 15th, where the periods of TT 01/2020/TT-VPCP begin) that lie wholly between two moments;
 * null where none does.
 */
export function wholeHalvesIn({ from, until }: PeriodBounds): PeriodBounds | null {
  const first = halfBefore(from)
  const start = Date.parse(first) === Date.parse(from) ? first : halfAfter(first)
  const end = halfBefore(until)
  return Date.parse(start) < Date.parse(end) ? { from: start, until: end } : null
}

/** The period of a kind that holds `day`; a free period is that one day. */
export function periodOf(kind: PeriodKind, day: Day): Period {
  const year = Number(day.slice(0, 4))
  const month = Number(day.slice(5, 7))
  switch (kind) {
    case 'week': {
      const monday = dayNumberOf(day) - weekdayOf(dayNumberOf(day))
      return { from: toDay(monday), to: toDay(monday + 6) }
    }
    case 'month':
      return months(year, month, 1)
    case 'quarter':
      return months(year, month - ((month - 1) % 3), 3)
    case 'report_quarter':
      return reportQuarterOf(year, month, Number(day.slice(8, 10)))
    case 'year':
      return months(year, 1, 12)
    default:
      return { from: day, to: day }
  }
}

/** The period before: the same kind where there is one, else as many days just before it. */
export function periodBefore(kind: PeriodKind, period: Period): Period {
  const last = toDay(dayNumberOf(period.from) - 1)
  if (kind !== 'free') return periodOf(kind, last)
  return { from: toDay(dayNumberOf(last) - (dayNumberOf(period.to) - dayNumberOf(period.from))), to: last }
}

/** The period after, in the same way. */
export function periodAfter(kind: PeriodKind, period: Period): Period {
  const first = toDay(dayNumberOf(period.to) + 1)
  if (kind !== 'free') return periodOf(kind, first)
  return { from: first, to: toDay(dayNumberOf(first) + (dayNumberOf(period.to) - dayNumberOf(period.from))) }
}

/** From the 15th of December, March, June or September to the 14th of the third month after it. */
function reportQuarterOf(year: number, month: number, dayOfMonth: number): Period {
  const monthsOn = month + (dayOfMonth >= 15 ? 1 : 0)
  const lastMonth = Math.ceil(monthsOn / 3) * 3
  return { from: dayIn(year, lastMonth - 3, 15), to: dayIn(year, lastMonth, 14) }
}

function halfBefore(instant: Instant): Instant {
  const day = dayOf(instant)
  return startOf(dayIn(Number(day.slice(0, 4)), Number(day.slice(5, 7)), Number(day.slice(8, 10)) >= 15 ? 15 : 1))
}

function halfAfter(half: Instant): Instant {
  const day = dayOf(half)
  const [year, month] = [Number(day.slice(0, 4)), Number(day.slice(5, 7))]
  return startOf(day.endsWith('15') ? dayIn(year, month + 1, 1) : dayIn(year, month, 15))
}

function startOf(day: Day): Instant {
  return toInstant(startOfDayMs(dayNumberOf(day)))
}

function months(year: number, first: number, count: number): Period {
  return { from: dayIn(year, first, 1), to: toDay(dayNumberOf(dayIn(year, first + count, 1)) - 1) }
}

/** A day of a month that may lie before January or after December of `year`. */
function dayIn(year: number, month: number, day: number): Day {
  const shifted = month - 1
  const inYear = year + Math.floor(shifted / 12)
  const inMonth = (((shifted % 12) + 12) % 12) + 1
  return Day.parse(`${String(inYear).padStart(4, '0')}-${String(inMonth).padStart(2, '0')}-${String(day).padStart(2, '0')}`)
}

function laterOf(a: Instant, b: Instant): Instant {
  return Date.parse(a) < Date.parse(b) ? b : a
}
