import type { Duration, Pause } from '#core/dossier/dossier.ts'
import { epochMsOf, type Instant, toInstant } from '#core/record/instant.ts'
import { type Appointment, appointmentOf, type SameDayRule } from './add-duration.ts'
import { dayNumberAt } from './day-number.ts'
import { dueOf, type Remaining, remainingAt, wholeOf } from './remaining-time.ts'
import type { WorkCalendar } from './work-calendar.ts'
import { type OfficeClock, officeClockOf } from './working-spans.ts'

/** What a resumed appointment is computed from; `pauses` holds every pause so far, the last may still be open (`to: null`). */
export type ResumeQuestion = SameDayRule & {
  calendar: WorkCalendar
  agency: string
  received: Instant
  duration: Duration
  pauses: readonly Pause[]
  resumedAt: Instant
}

/**
 * The new appointment of a dossier whose clock runs again from `resumedAt`: the processing time less the working time used
 * before and between the pauses, counted from `resumedAt` (domain.md §2.4 rule 9). A same-day procedure promises its day anew.
 * A term that had run out before a pause stays where it ran out: a pause does not heal a late dossier.
 */
export function resumeDue(question: ResumeQuestion): Appointment {
  const clock = officeClockOf(question.calendar, question.agency)
  const receivedMs = epochMsOf(question.received)
  const resumedMs = epochMsOf(question.resumedAt)
  let fromMs = receivedMs
  let remaining: Remaining = wholeOf(clock, question.duration, fromMs)
  for (const pause of standstills(question.pauses, resumedMs)) {
    const left = remainingAt(clock, remaining, { fromMs, toMs: pause.fromMs })
    if (left.kind === 'spent') return ranOut(clock, remaining, fromMs)
    remaining = left
    fromMs = pause.toMs
  }
  return appointmentOf(clock, { remaining, fromMs, rule: question })
}

function ranOut(clock: OfficeClock, remaining: Remaining, fromMs: number): Appointment {
  if (remaining.kind !== 'working' && remaining.kind !== 'calendar') return { due: null, provisional: false }
  const dueMs = dueOf(clock, remaining, fromMs)
  return { due: toInstant(dueMs), provisional: !clock.isKnown(dayNumberAt(dueMs)) }
}

/** The pauses in order, overlapping ones joined, an open one ended by the resumption. */
function standstills(pauses: readonly Pause[], resumedMs: number): { fromMs: number; toMs: number }[] {
  const periods = pauses
    .map((pause) => ({ fromMs: epochMsOf(pause.from), toMs: pause.to === null ? resumedMs : epochMsOf(pause.to) }))
    .sort((a, b) => a.fromMs - b.fromMs)
  const joined: { fromMs: number; toMs: number }[] = []
  for (const period of periods) {
    const last = joined.at(-1)
    if (last !== undefined && period.fromMs <= last.toMs) last.toMs = Math.max(last.toMs, period.toMs)
    else joined.push(period)
  }
  return joined
}
