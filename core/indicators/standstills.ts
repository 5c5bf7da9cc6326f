import type { Pause } from '#core/dossier/dossier.ts'
import { epochMsOf } from '#core/record/instant.ts'

/** Why a clock stands still: chờ bổ sung (5), chờ nghĩa vụ tài chính (6), citizen asked to withdraw (7). */
export type StandstillReason = 'supplement' | 'duty' | 'withdrawing'

/** A stretch in which the clock stood still, in epoch ms; `toMs` is infinite while it does. `sinceMs` is where its run of pauses began. */
export type Standstill = { fromMs: number; toMs: number; sinceMs: number; reason: StandstillReason }

const reasons: Record<Pause['status'], StandstillReason> = { 5: 'supplement', 6: 'duty', 7: 'withdrawing' }

/** The pauses in order, overlaps given to the earlier one; a pause that follows at once keeps the start of the run it continues. */
export function standstillsOf(pauses: readonly Pause[]): Standstill[] {
  const ordered = pauses
    .map(({ from, to, status }) => ({
      fromMs: epochMsOf(from),
      toMs: to === null ? Number.POSITIVE_INFINITY : epochMsOf(to),
      reason: reasons[status],
    }))
    .filter(({ fromMs, toMs }) => fromMs < toMs)
    .sort((a, b) => a.fromMs - b.fromMs)
  const found: Standstill[] = []
  for (const { fromMs, toMs, reason } of ordered) {
    const last = found.at(-1)
    const startMs = last === undefined ? fromMs : Math.max(fromMs, last.toMs)
    if (startMs >= toMs) continue
    found.push({ fromMs: startMs, toMs, reason, sinceMs: last?.toMs === startMs ? last.sinceMs : startMs })
  }
  return found
}
