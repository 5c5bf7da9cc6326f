import type { Dossier } from '#core/dossier/dossier.ts'
import { standstillsOf } from '#core/indicators/standstills.ts'
import { dayOf, epochMsOf, type Instant, toInstant } from '#core/record/instant.ts'

/** How a dossier ended: with a result, refused at intake (3), stopped (8), withdrawn (8), or its number voided (8). */
export type Outcome = 'resolved' | 'refused' | 'stopped' | 'withdrawn' | 'voided'

/** `clockStoppedAt` is when the legal clock last ran: earlier than the end for a dossier that ended while it was paused. */
export type Ending = { at: Instant; outcome: Outcome; clockStoppedAt: Instant }

/** `early` = on an earlier day than the appointment's, `on_time` = on its day in time, `none` = there was no appointment. */
export type Punctuality = 'early' | 'on_time' | 'late' | 'none'

/**
 * When and how a dossier ended (NgayKetThucXuLy: the moment of status 9, then 10, then 8 or 3; domain.md §2.5); null while it is open.
 * An end before the receipt (a clock that was set back) counts as the moment of the receipt.
 */
export function endingOf(dossier: Dossier): Ending | null {
  const found = endOf(dossier)
  if (found === null) return null
  const receivedMs = epochMsOf(dossier.received.at)
  const endMs = Math.max(epochMsOf(found.at), receivedMs)
  const still = standstillsOf(dossier.pauses).find(({ fromMs, toMs }) => fromMs < endMs && endMs <= toMs)
  const stoppedMs = still === undefined ? endMs : Math.max(still.sinceMs, receivedMs)
  return { ...found, at: toInstant(endMs), clockStoppedAt: toInstant(stoppedMs) }
}

function endOf({ business, result, delivery, withdrawal, refusal, stop, voided }: Dossier): Omit<Ending, 'clockStoppedAt'> | null {
  if (business.status === 9 || business.status === 10)
    return { at: result?.act.at ?? delivery.returned?.act.at ?? business.since, outcome: 'resolved' }
  if (business.status === 3) return { at: refusal?.act.at ?? business.since, outcome: 'refused' }
  if (business.status !== 8) return null
  if (voided != null) return { at: voided.act.at, outcome: 'voided' }
  if (withdrawal?.accepted === true) return { at: withdrawal.settled?.at ?? business.since, outcome: 'withdrawn' }
  return { at: stop?.act.at ?? business.since, outcome: 'stopped' }
}

/**
 * On time ⇔ the legal clock stopped no later than the appointment; more than one request for more papers counts as late
 * (domain.md §2.5). By the acts at the desk, whenever they reached the centre.
 */
export function punctualityOf({ supplements, dueAt }: Pick<Dossier, 'supplements' | 'dueAt'>, ending: Ending | null): Punctuality | null {
  if (ending === null) return null
  if (supplements.length > 1) return 'late'
  if (dueAt === null) return 'none'
  if (epochMsOf(ending.clockStoppedAt) > epochMsOf(dueAt)) return 'late'
  return dayOf(ending.clockStoppedAt) < dayOf(dueAt) ? 'early' : 'on_time'
}
