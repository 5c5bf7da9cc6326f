import type { Duration } from '#core/dossier/dossier.ts'
import { epochMsOf, type Instant, toInstant } from '#core/record/instant.ts'
import { dayNumberAt, startOfDayMs } from './day-number.ts'
import { dueOf, type Remaining, wholeOf } from './remaining-time.ts'
import type { WorkCalendar } from './work-calendar.ts'
import { clockTimeMs, type OfficeClock, officeClockOf } from './working-spans.ts'
import { addWorkingMs, closeOf, openingOf } from './working-time.ts'

/** What a same-day procedure promises when it is received after the cutoff. */
export type AfterCutoff = 'end_of_next_day' | { openingPlusHours: number }

/** How a same-day promise is made: `cutoff` is `HH:mm` or null = none; `afterCutoff` defaults to `end_of_next_day`. */
export type SameDayRule = { cutoff: string | null; afterCutoff?: AfterCutoff }

/** What an appointment is computed from. `agency` is the slug whose office hours count. */
export type DurationQuestion = SameDayRule & { calendar: WorkCalendar; agency: string; from: Instant; duration: Duration }

/** An appointment; `due` is null where none is given; `provisional` where the days off are not known that far. */
export type Appointment = { due: Instant | null; provisional: boolean }

/**
 * The appointment (hẹn trả) of a dossier received at `from` (domain.md §2.4, BLDS 2015 Đ147–148):
 * - working days: the same clock time on the Nth working day after the one the clock starts on;
 * - working hours: so much office time, over lunch, nights and days off;
 * - calendar days: the same clock time N days on, moved to a working day and into office hours;
 * - same day: closing time; received after the cutoff, the end of the next working day or opening + hours;
 * - none: no appointment.
 *
 * Throws `RangeError` where the calendar has no working day within 400 days (broken data); it never guesses a date.
 */
export function addDuration(question: DurationQuestion): Appointment {
  const clock = officeClockOf(question.calendar, question.agency)
  const fromMs = epochMsOf(question.from)
  return appointmentOf(clock, { remaining: wholeOf(clock, question.duration, fromMs), fromMs, rule: question })
}

/** The appointment of what is left of a processing time when its clock starts at `fromMs`. `spent` falls due at once. */
export function appointmentOf(
  clock: OfficeClock,
  { remaining, fromMs, rule }: { remaining: Remaining; fromMs: number; rule: SameDayRule },
): Appointment {
  if (remaining.kind === 'none') return { due: null, provisional: false }
  const dueMs = dueMsOf(clock, { remaining, fromMs, rule })
  return { due: toInstant(dueMs), provisional: !clock.isKnown(dayNumberAt(fromMs)) || !clock.isKnown(dayNumberAt(dueMs)) }
}

function dueMsOf(
  clock: OfficeClock,
  { remaining, fromMs, rule }: { remaining: Exclude<Remaining, { kind: 'none' }>; fromMs: number; rule: SameDayRule },
): number {
  if (remaining.kind === 'spent') return fromMs
  return remaining.kind === 'same_day' ? sameDayDue(clock, fromMs, rule) : dueOf(clock, remaining, fromMs)
}

function sameDayDue(clock: OfficeClock, fromMs: number, { cutoff, afterCutoff = 'end_of_next_day' }: SameDayRule): number {
  const day = dayNumberAt(fromMs)
  const isOpenDay = clock.spansOf(day).length > 0
  const latestMs = cutoff === null ? closeOf(clock, day) : Math.min(startOfDayMs(day) + clockTimeMs(cutoff), closeOf(clock, day))
  if (isOpenDay && fromMs <= latestMs) return closeOf(clock, day)
  const next = clock.nextWorkingDay(day)
  // Received on a day off it is simply the next working day's first dossier: the promise for latecomers is not meant for it.
  if (afterCutoff === 'end_of_next_day' || !isOpenDay) return closeOf(clock, next)
  return addWorkingMs(clock, openingOf(clock, next), afterCutoff.openingPlusHours * 3_600_000)
}
