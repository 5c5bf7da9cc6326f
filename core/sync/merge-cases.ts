import { z } from 'zod'
import { ReconciliationCase } from '#core/reconciliation/case.ts'
import { isEqual, isRecord } from './is-equal.ts'
import type { ThreeSides } from './merge-fields.ts'

const Cases = z.array(ReconciliationCase)
type Settled = ReconciliationCase['settled']
type Undone = ReconciliationCase['undone'][number]

/** The cases of a body; none where it has none that this build can read. */
export function listCases(value: unknown): ReconciliationCase[] {
  const cases = Cases.safeParse(value)
  return cases.success ? cases.data : []
}

/**
 * The cases of both sides: none is ever lost. Where both decided one, the other side's decision stands and ours is kept among those
 * taken back; what the two chose differently is disputed anew (`listContested`).
 */
export function mergeCases({ base, mine, theirs }: ThreeSides): unknown {
  if (isEqual(mine, theirs) || isEqual(mine, base) || !Array.isArray(mine)) return theirs
  if (!Array.isArray(theirs)) return mine
  const before = listCases(base)
  const ours: unknown[] = mine
  const others: unknown[] = theirs
  const merged = others.map((one) => {
    const own = ReconciliationCase.safeParse(ours.find((other) => idOf(other) === idOf(one)))
    const other = ReconciliationCase.safeParse(one)
    if (!own.success || !other.success || isEqual(own.data, other.data)) return one
    return mergeCase(
      own.data,
      other.data,
      before.find(({ id }) => id === own.data.id),
    )
  })
  return [...merged, ...ours.filter((one) => !others.some((other) => idOf(other) === idOf(one)))]
}

const idOf = (one: unknown): unknown => (isRecord(one) ? one['id'] : undefined)

/** Paths that two people decided differently at the same time: neither decision may win by itself. */
export function listContested({ base, mine, theirs }: ThreeSides): Set<string> {
  const before = listCases(base)
  const others = listCases(theirs)
  const contested = new Set<string>()
  for (const own of listCases(mine)) {
    const known = before.find(({ id }) => id === own.id)
    const other = others.find(({ id }) => id === own.id)
    const ours = own.settled
    const decided = other?.settled ?? null
    if (ours === null || decided === null || isEqual(ours, decided) || isEqual(ours, known?.settled) || isEqual(decided, known?.settled))
      continue
    for (const choice of ours.choices) {
      const opposite = decided.choices.find(({ path }) => path === choice.path)
      if (opposite !== undefined && !isEqual(opposite.value, choice.value)) contested.add(choice.path)
    }
  }
  return contested
}

function mergeCase(mine: ReconciliationCase, theirs: ReconciliationCase, base: ReconciliationCase | undefined): ReconciliationCase {
  const undone = unionOf(mine.undone, theirs.undone)
  const standing = (one: Settled, isNew: boolean) =>
    one !== null && isNew && !undone.some((other) => other.at === one.at && other.by === one.by) ? one : null
  const ours = standing(mine.settled, !isEqual(mine.settled, base?.settled ?? null))
  const kept = standing(theirs.settled, true)
  if (kept === null || ours === null || isEqual(ours, kept)) return { ...theirs, settled: kept ?? ours, undone }
  const { at, by, byName } = kept
  return { ...theirs, settled: kept, undone: unionOf(undone, [{ ...ours, undone: { at, by, byName } }]) }
}

function unionOf(some: Undone[], more: Undone[]): Undone[] {
  const known = new Map([...more, ...some].map((one) => [`${one.at}/${one.by}`, one]))
  return [...known.values()].sort((a, b) => (a.undone.at < b.undone.at ? -1 : 1))
}
