import type { Dossier } from '#core/dossier/dossier.ts'
import { epochMsOf, type Instant, toInstant } from '#core/record/instant.ts'
import { type Standstill, type StandstillReason, standstillsOf } from './standstills.ts'

/** What the clock of an unfinished dossier does. */
export type SpanState = 'running' | StandstillReason

/**
 * A stretch of a dossier's life before its end in which nothing changed that its deadline is judged by. At a moment M with
 * `startAt` < M ≤ `endAt` it was in hand, in `state`, and late exactly where `lateFrom` < M. `endAt` null = to this day.
 */
export type DossierSpan = { startAt: Instant; endAt: Instant | null; state: SpanState; lateFrom: Instant | null }

type Life = { receivedMs: number; finishedMs: number; secondMs: number; standstills: Standstill[] }

/**
 * The stretches from receipt to end (`finishedAt`, null while it is open), without gaps, oldest first; none where it ended at the
 * moment of its receipt, or where no report counts it.
 */
export function spansOf(dossier: Dossier, { receivedAt, finishedAt }: { receivedAt: Instant; finishedAt: Instant | null }): DossierSpan[] {
  if (!isCounted(dossier)) return []
  const second = secondSupplementAt(dossier)
  const life = {
    receivedMs: epochMsOf(receivedAt),
    finishedMs: finishedAt === null ? Number.POSITIVE_INFINITY : epochMsOf(finishedAt),
    secondMs: second === null ? Number.POSITIVE_INFINITY : epochMsOf(second),
    standstills: standstillsOf(dossier.pauses),
  }
  const edges = edgesOf(dossier, life)
  return edges.flatMap((startMs, index) => {
    const endMs = edges[index + 1]
    if (endMs === undefined || startMs >= endMs) return []
    const standstill = life.standstills.find(({ fromMs, toMs }) => fromMs <= startMs && startMs < toMs)
    const lateMs = lateFrom(dossier, life, { startMs, standstill })
    return [
      {
        startAt: toInstant(startMs),
        endAt: Number.isFinite(endMs) ? toInstant(endMs) : null,
        state: standstill?.reason ?? ('running' as const),
        lateFrom: lateMs === null ? null : toInstant(lateMs),
      },
    ]
  })
}

/** Whether reports count a dossier at all: not before it was received (status 1), and not when its number was voided. */
export function isCounted({ business, voided }: Pick<Dossier, 'business' | 'voided'>): boolean {
  return business.status !== 1 && voided == null
}

/** When more papers were asked for a second time: from then on the dossier counts as late. Null where it never was. */
function secondSupplementAt(dossier: Dossier): Instant | null {
  const asked = dossier.supplements.map(({ requested }) => epochMsOf(requested.at)).sort((a, b) => a - b)
  return asked[1] === undefined ? null : toInstant(asked[1])
}

/** The appointment that was in force at a moment, as `dueHistory` tells; null where none was. */
function dueAtMoment({ dueAt, dueHistory }: Pick<Dossier, 'dueAt' | 'dueHistory'>, atMs: number): Instant | null {
  const changes = [...dueHistory].sort((a, b) => epochMsOf(a.at) - epochMsOf(b.at))
  const last = changes.findLast(({ at }) => epochMsOf(at) <= atMs)
  if (last !== undefined) return last.to
  const first = changes[0]
  return first === undefined ? dueAt : first.from
}

function edgesOf({ dueHistory }: Dossier, { receivedMs, finishedMs, secondMs, standstills }: Life): number[] {
  const inside = [...standstills.flatMap(({ fromMs, toMs }) => [fromMs, toMs]), ...dueHistory.map(({ at }) => epochMsOf(at)), secondMs]
  const edges = inside.filter((ms) => receivedMs < ms && ms < finishedMs)
  return [receivedMs, ...new Set(edges), finishedMs].sort((a, b) => a - b)
}

function lateFrom(dossier: Dossier, { secondMs }: Life, span: { startMs: number; standstill: Standstill | undefined }): number | null {
  if (secondMs <= span.startMs) return secondMs
  const due = dueAtMoment(dossier, span.startMs)
  if (due === null) return null
  const dueMs = epochMsOf(due)
  // A clock that stands still runs out only if it had run out before.
  return span.standstill !== undefined && dueMs >= span.standstill.sinceMs ? null : dueMs
}
