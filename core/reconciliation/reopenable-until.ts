import { dayNumberAt } from '#core/calendar/day-number.ts'
import { officeClockOf } from '#core/calendar/working-spans.ts'
import { closeOf } from '#core/calendar/working-time.ts'
import { type Catalogue, findAgency } from '#core/procedure/catalogue.ts'
import type { AgencySlug } from '#core/record/ids.ts'
import { epochMsOf, type Instant, toInstant } from '#core/record/instant.ts'

const dayMs = 24 * 3_600_000

/**
 * Until when a decision may be taken back: the close of its working day at the receiving agency; one taken after hours or on a day
 * off, the close of the next working day. Without that agency's calendar, a day.
 */
export function reopenableUntil(settledAt: Instant, receiving: AgencySlug, catalogue: Catalogue): Instant {
  const agency = findAgency(catalogue, receiving)
  const calendar = catalogue.calendars.find((one) => one.id === `calendar:${agency?.calendar ?? ''}`)
  const settledMs = epochMsOf(settledAt)
  if (calendar === undefined) return toInstant(settledMs + dayMs)
  const clock = officeClockOf(calendar, receiving)
  const day = dayNumberAt(settledMs)
  const isOver = clock.spansOf(day).length === 0 || settledMs > closeOf(clock, day)
  return toInstant(closeOf(clock, isOver ? clock.nextWorkingDay(day) : day))
}
