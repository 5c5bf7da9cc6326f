import { addDuration } from '#core/calendar/add-duration.ts'
import { dayNumberAt } from '#core/calendar/day-number.ts'
import { type Deadline, deadlineOf } from '#core/calendar/deadline.ts'
import type { WorkCalendar } from '#core/calendar/work-calendar.ts'
import { officeClockOf } from '#core/calendar/working-spans.ts'
import type { Channel } from '#core/dossier/dossier.ts'
import type { Procedure } from '#core/procedure/procedure.ts'
import { epochMsOf, type Instant, toInstant } from '#core/record/instant.ts'
import type { Random } from './random.ts'

/** The office minutes of the weeks before `now`, oldest first: every act of the demo falls on one of them. */
export type OfficeTime = { minutes: readonly number[]; calendar: WorkCalendar; agency: string; now: Instant }

const daysBack = 62

export function listOfficeMinutes(calendar: WorkCalendar, agency: string, now: Instant): OfficeTime {
  const clock = officeClockOf(calendar, agency)
  const nowMs = epochMsOf(now)
  const today = dayNumberAt(nowMs)
  const minutes: number[] = []
  for (let day = today - daysBack; day <= today; day++) {
    for (const span of clock.spansOf(day)) for (let ms = span.fromMs; ms < Math.min(span.toMs, nowMs); ms += 60_000) minutes.push(ms)
  }
  return { minutes, calendar, agency, now }
}

/** What a receipt is looked for: `wish` is the deadline it should have now, null = any. */
export type WantedReceipt = { procedure: Procedure; channel: Channel; wish: Deadline | null; steps: number }

/**
 * Index of a minute at which a dossier would have to be received to stand at `wish` now, with room for `steps` acts after it.
 * Where the calendar allows none (nothing falls due on a Sunday), the nearest to it.
 */
export function pickReceipt(time: OfficeTime, random: Random, wanted: WantedReceipt): number {
  const latest = time.minutes.length - 1 - wanted.steps * 5
  const tried = Array.from({ length: 60 }, () => random.between(0, latest)).sort((a, b) => b - a)
  if (wanted.wish === null) return random.pick(tried)
  const standing = tried.map((index) => ({ index, deadline: deadlineFor(time, index, wanted) }))
  for (const wish of [wanted.wish, 'soon', 'on_time']) {
    const found = standing.filter((one) => one.deadline === wish).map((one) => one.index)
    // Only the most recent late ones: a demo in which everything is months late looks like no office at all.
    if (found.length > 0) return random.pick(wish === 'late' ? found.slice(0, 4) : found)
  }
  return tried[0] ?? latest
}

function deadlineFor(time: OfficeTime, index: number, { procedure, channel }: { procedure: Procedure; channel: Channel }): Deadline {
  const { calendar, agency, now } = time
  const duration = procedure.durations[channel] ?? { value: 0, unit: 'none' as const }
  const from = toInstant(time.minutes[index] ?? 0)
  const { due } = addDuration({ calendar, agency, from, duration, cutoff: procedure.cutoff })
  return deadlineOf({ status: 4, dueAt: due, pausedNow: false, now, calendar, agency })
}

/** Moments of `count` acts between a receipt and now, in order; never two in one minute. */
export function listMoments(time: OfficeTime, random: Random, receipt: number, count: number): Instant[] {
  const room = time.minutes.length - 1 - receipt
  const steps = Array.from({ length: count }, () => random.between(1, Math.max(1, Math.floor((room * 0.9) / (count + 1)))))
  let index = receipt
  return steps.map((step) => {
    index += step
    return toInstant(time.minutes[index] ?? epochMsOf(time.now))
  })
}
