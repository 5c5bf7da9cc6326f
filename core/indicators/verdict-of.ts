import type { Dossier } from '#core/dossier/dossier.ts'
import { dayOf, epochMsOf, toInstant } from '#core/record/instant.ts'
import { type DossierEnding, endingOf } from './dossier-ending.ts'
import { dueAtMoment } from './spans-of.ts'
import { standstillsOf } from './standstills.ts'

/** Trước hạn, đúng hạn, quá hạn. */
export type Verdict = 'early' | 'on_time' | 'late'

/**
 * How a finished dossier kept its appointment (QĐ 766/QĐ-TTg 2.1, domain.md §2.5): late where more papers were asked for more than
 * once, or where its clock ran past the appointment in force. Early = a result on an earlier day than the appointment. One without
 * an appointment, refused, stopped or withdrawn in time is on time. Null while it is open.
 */
export function verdictOf(dossier: Dossier): Verdict | null {
  const ending = endingOf(dossier)
  if (ending === null) return null
  const endMs = epochMsOf(ending.at)
  if (dossier.supplements.filter(({ requested }) => epochMsOf(requested.at) <= endMs).length > 1) return 'late'
  const due = dueAtMoment(dossier, endMs)
  if (due === null) return 'on_time'
  const clockEndMs = clockEndOf(dossier, ending)
  if (clockEndMs > epochMsOf(due)) return 'late'
  return ending.how === 'done' && dayOf(toInstant(clockEndMs)) < dayOf(due) ? 'early' : 'on_time'
}

/** Where it ended while its clock stood still, the clock ended when it stopped. */
function clockEndOf({ pauses, received }: Dossier, { at }: DossierEnding): number {
  const endMs = epochMsOf(at)
  const last = standstillsOf(pauses).find(({ fromMs, toMs }) => fromMs < endMs && endMs <= toMs)
  return last === undefined ? endMs : Math.max(last.sinceMs, epochMsOf(received.at))
}

/** Milliseconds from receipt to end less those in which the clock stood still; null while it is open. */
export function activeMsOf(dossier: Dossier): number | null {
  const ending = endingOf(dossier)
  if (ending === null) return null
  const fromMs = epochMsOf(dossier.received.at)
  const toMs = epochMsOf(ending.at)
  const stillMs = standstillsOf(dossier.pauses).reduce(
    (sum, still) => sum + Math.max(0, Math.min(still.toMs, toMs) - Math.max(still.fromMs, fromMs)),
    0,
  )
  return toMs - fromMs - stillMs
}
