import type { Day } from '#core/record/instant.ts'
import type { WorkCalendar } from './work-calendar.ts'

/** An unbroken stretch of office hours, in epoch ms. */
export type WorkingSpan = { fromMs: number; toMs: number }

/** The office hours of an agency on a day, in order; empty on a day off. */
export function workingSpansOf(_calendar: WorkCalendar, _agency: string, _day: Day): readonly WorkingSpan[] {
  throw new Error('not built yet')
}

/** Whether an agency is open at all on a day. */
export function isWorkingDay(_calendar: WorkCalendar, _agency: string, _day: Day): boolean {
  throw new Error('not built yet')
}
