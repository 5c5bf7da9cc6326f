import type { Dossier } from '#core/dossier/dossier.ts'
import type { Tally } from '#core/indicators/tally.ts'

/**
 * The oracle of the indicator tests: it walks the acts of one dossier after another in the order they happened and knows nothing of
 * spans, facts or SQL. `fromMs` belongs to the period, `untilMs` does not.
 */
export function countSlowly(dossiers: readonly Dossier[], period: { fromMs: number; untilMs: number }): Tally {
  const tally = { carried: 0, online: 0, direct: 0, early: 0, on_time: 0, late: 0, waiting: 0, open_on_time: 0, open_late: 0 }
  for (const dossier of dossiers) {
    const { status } = dossier.business
    if (status === 1 || dossier.voided) continue
    const receivedMs = Date.parse(dossier.received.at)
    if (receivedMs >= period.untilMs) continue
    const standing = walk(dossier, period.untilMs)
    if (standing.endedMs !== null && standing.endedMs < period.fromMs) continue
    if (receivedMs < period.fromMs) tally.carried++
    else if (dossier.channel === 2) tally.online++
    else tally.direct++
    tally[standing.outcome]++
  }
  return tally
}

type Outcome = 'early' | 'on_time' | 'late' | 'waiting' | 'open_on_time' | 'open_late'
type Happening = { ms: number; rank: number; do: () => void }

function walk(dossier: Dossier, untilMs: number): { endedMs: number | null; outcome: Outcome } {
  let due: number | null = null
  let asked = 0
  let stoodSince: number | null = null
  let stoodUntil = Number.NaN
  let stoodFor = 0
  let endedMs: number | null = null
  let outcome: Outcome = 'open_on_time'
  const happenings: Happening[] = []
  const first = dossier.dueHistory[0]
  due = ms(first === undefined ? dossier.dueAt : first.from)
  for (const change of dossier.dueHistory) happenings.push({ ms: Date.parse(change.at), rank: 0, do: () => (due = ms(change.to)) })
  for (const { requested } of dossier.supplements) happenings.push({ ms: Date.parse(requested.at), rank: 0, do: () => asked++ })
  let runBegan = 0
  for (const pause of dossier.pauses) {
    const begin = () => {
      const now = Date.parse(pause.from)
      if (now !== stoodUntil) runBegan = now
      stoodSince = runBegan
      stoodFor = pause.status
    }
    const end = () => {
      stoodSince = null
      stoodUntil = Date.parse(pause.to ?? '')
    }
    happenings.push({ ms: Date.parse(pause.from), rank: 3, do: begin })
    if (pause.to !== null) happenings.push({ ms: Date.parse(pause.to), rank: 2, do: end })
  }
  const finish = endMs(dossier)
  const stop = () => {
    endedMs = finish
    const clockMs = stoodSince ?? finish ?? 0
    const sameDay = new Date((due ?? 0) + 25_200_000).toISOString().slice(0, 10)
    const clockDay = new Date(clockMs + 25_200_000).toISOString().slice(0, 10)
    if (asked > 1 || (due !== null && clockMs > due)) outcome = 'late'
    else outcome = due !== null && clockDay < sameDay && dossier.business.status >= 9 ? 'early' : 'on_time'
  }
  if (finish !== null) happenings.push({ ms: finish, rank: 1, do: stop })
  happenings.sort((a, b) => a.ms - b.ms || a.rank - b.rank)
  for (const one of happenings) {
    if (one.ms >= untilMs || endedMs !== null) break
    one.do()
  }
  if (endedMs !== null) return { endedMs, outcome }
  const comparedMs: number = stoodSince ?? untilMs
  if (asked > 1 || (due !== null && due < comparedMs)) return { endedMs: null, outcome: 'open_late' }
  return { endedMs: null, outcome: stoodSince !== null && stoodFor === 5 ? 'waiting' : 'open_on_time' }
}

function endMs({ business, result, delivery, refusal, stop, withdrawal }: Dossier): number | null {
  if (business.status === 9 || business.status === 10) return ms(result?.act.at ?? delivery.returned?.act.at ?? business.since)
  if (business.status === 3) return ms(refusal?.act.at ?? business.since)
  if (business.status !== 8) return null
  return ms((withdrawal?.accepted ? withdrawal.settled?.at : stop?.act.at) ?? business.since)
}

function ms(instant: string | null): number | null {
  return instant === null ? null : Date.parse(instant)
}
