import { z } from 'zod'
import type { Channel } from '#core/dossier/dossier.ts'
import { epochMsOf, type Instant } from '#core/record/instant.ts'
import type { Outcome as EndingOutcome, Punctuality } from '#core/warehouse/ending.ts'
import type { PeriodBounds } from './period.ts'
import type { DossierSpan } from './spans-of.ts'

const Count = z.number().int().nonnegative()

/** How a dossier came into a period: left over from before, or received in it, online or at the counter and by post. */
export const Origin = z.enum(['carried', 'online', 'direct'])
export type Origin = z.infer<typeof Origin>

/**
 * Where a dossier stands at a period's end: finished in it before, on or after its appointment; waiting for the citizen's papers
 * (counted with the settled ones, as form II.06a does); or in hand, in time or late.
 */
export const Outcome = z.enum(['early', 'on_time', 'late', 'waiting', 'open_on_time', 'open_late'])
export type Outcome = z.infer<typeof Outcome>

/** Dossiers of a period, counted by how they came in and by where they stand at its end: both sums are equal. */
export const Tally = z.object({
  carried: Count,
  online: Count,
  direct: Count,
  early: Count,
  on_time: Count,
  late: Count,
  waiting: Count,
  open_on_time: Count,
  open_late: Count,
})
export type Tally = z.infer<typeof Tally>

export const emptyTally: Tally = {
  carried: 0,
  online: 0,
  direct: 0,
  early: 0,
  on_time: 0,
  late: 0,
  waiting: 0,
  open_on_time: 0,
  open_late: 0,
}

/** What a period asks of a counted dossier: a row of the warehouse. */
export type PlacedFacts = {
  receivedAt: Instant
  finishedAt: Instant | null
  channel: Channel
  outcome: EndingOutcome | null
  punctuality: Punctuality | null
}

/** A dossier's place in a period; null where it does not belong to it. */
export function placeInPeriod(
  fact: PlacedFacts,
  spans: readonly DossierSpan[],
  bounds: PeriodBounds,
): { origin: Origin; outcome: Outcome } | null {
  const fromMs = epochMsOf(bounds.from)
  const untilMs = epochMsOf(bounds.until)
  const receivedMs = epochMsOf(fact.receivedAt)
  const finishedMs = fact.finishedAt === null ? Number.POSITIVE_INFINITY : epochMsOf(fact.finishedAt)
  if (receivedMs >= untilMs || finishedMs < fromMs) return null
  const origin = receivedMs < fromMs ? 'carried' : fact.channel === 2 ? 'online' : 'direct'
  if (finishedMs < untilMs) return { origin, outcome: settledOutcome(fact) }
  return { origin, outcome: outcomeInHand(spans, untilMs) }
}

/** Only a result can be early: what had no appointment, or was refused, stopped or withdrawn in time, is on time. */
function settledOutcome({ outcome, punctuality }: PlacedFacts): Outcome {
  if (punctuality === 'late') return 'late'
  return punctuality === 'early' && outcome === 'resolved' ? 'early' : 'on_time'
}

/** The standing at a moment of a dossier that was in hand then; in time where its spans do not reach the moment. */
function outcomeInHand(spans: readonly DossierSpan[], atMs: number): Outcome {
  const span = spans.find(({ startAt, endAt }) => epochMsOf(startAt) < atMs && (endAt === null || atMs <= epochMsOf(endAt)))
  if (span === undefined) return 'open_on_time'
  if (span.lateFrom !== null && epochMsOf(span.lateFrom) < atMs) return 'open_late'
  return span.state === 'supplement' ? 'waiting' : 'open_on_time'
}

export function addTally(a: Tally, b: Tally): Tally {
  return {
    carried: a.carried + b.carried,
    online: a.online + b.online,
    direct: a.direct + b.direct,
    early: a.early + b.early,
    on_time: a.on_time + b.on_time,
    late: a.late + b.late,
    waiting: a.waiting + b.waiting,
    open_on_time: a.open_on_time + b.open_on_time,
    open_late: a.open_late + b.open_late,
  }
}
