/** A count that stands over the counts it is the sum of; a leaf has no parts. */
export type CountTree = { name: string; count: number; parts: CountTree[] }

/** The same with what may be published: `count` is null where it is held back, and then for all its parts too. */
export type PublishedTree = { name: string; count: number | null; parts: PublishedTree[] }

/** Fewer than this many dossiers are never told. */
export const smallest = 5

/**
 * Holds back counts of 1 to 4, and as many beside them as it takes that nobody finds them by subtraction (domain.md §6.5).
 *
 * Every count is the sum of its parts and nothing else, so a reader has one equation for each published count with parts held back: what is
 * held back there sums to a known rest. The rest is made at least `smallest` and spread over at least two counts, and what stands
 * below a count that is held back is held back too; so each of them may be anything from 0 to that rest, as far as a reader can tell.
 * Counts of other ways to divide the same dossiers must not be published beside it: they would be further equations.
 */
export function suppress(root: CountTree): PublishedTree {
  if (isSmall(root)) return holdBack(root)
  const held = chooseHeld(root.parts)
  return { name: root.name, count: root.count, parts: root.parts.map((part) => (held.has(part) ? holdBack(part) : suppress(part))) }
}

const isSmall = ({ count }: CountTree): boolean => count > 0 && count < smallest

function chooseHeld(parts: CountTree[]): Set<CountTree> {
  const held = new Set(parts.filter(isSmall))
  if (held.size === 0) return held
  // The next larger ones first: they cost the reader least. A count of 0 hides nothing, but where there is no other it makes two of one.
  const others = parts.filter((part) => !held.has(part)).sort((a, b) => (a.count || Number.MAX_VALUE) - (b.count || Number.MAX_VALUE))
  for (const other of others) {
    if (held.size >= 2 && sumOf(held) >= smallest) break
    held.add(other)
  }
  return held
}

function sumOf(parts: Iterable<CountTree>): number {
  let sum = 0
  for (const { count } of parts) sum += count
  return sum
}

function holdBack({ name, parts }: CountTree): PublishedTree {
  return { name, count: null, parts: parts.map(holdBack) }
}
