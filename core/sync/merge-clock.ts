import { z } from 'zod'
import { isEqual } from './is-equal.ts'
import type { ThreeSides } from './merge-fields.ts'

const PauseLike = z.looseObject({ from: z.string(), to: z.string().nullable(), status: z.number() })
type PauseLike = z.infer<typeof PauseLike>
const Pauses = z.array(PauseLike)
const Changes = z.array(z.looseObject({ at: z.string() }))

/**
 * The pauses of both sides, one after another. The same pause begun by both began with the earlier one. Undefined where two of them
 * overlap: then the clock stood still for two reasons that nobody can put in order.
 */
export function mergePauses({ mine, theirs }: ThreeSides): PauseLike[] | undefined {
  const ours = Pauses.safeParse(mine)
  const others = Pauses.safeParse(theirs)
  if (!ours.success || !others.success) return undefined
  const byStart = new Map<string, PauseLike>()
  for (const pause of [...ours.data, ...others.data]) {
    const key = `${pause.from}/${pause.status}`
    const known = byStart.get(key)
    if (known?.to != null && pause.to !== null && known.to !== pause.to) return undefined
    if (known?.to == null) byStart.set(key, pause)
  }
  const inOrder = [...byStart.values()].sort((a, b) => (a.from < b.from ? -1 : 1))
  const open = inOrder.filter((one) => one.to === null)
  const kept = inOrder.filter((one) => one.to !== null || one === open[0] || one.status !== open[0]?.status)
  return kept.every((one, index) => index === 0 || endsBefore(kept[index - 1], one)) ? kept : undefined
}

function endsBefore(before: PauseLike | undefined, after: PauseLike): boolean {
  return before?.to != null && before.to <= after.from
}

/** Every recomputation of the appointment that either side made, in the order of time. */
export function mergeDueHistory({ mine, theirs }: ThreeSides): unknown[] {
  const ours = Changes.parse(mine ?? [])
  const others = Changes.parse(theirs ?? [])
  const added = ours.filter((one) => !others.some((other) => isEqual(one, other)))
  return [...others, ...added].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
}
