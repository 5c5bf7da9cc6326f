import type { AgencySlug } from '#core/record/ids.ts'
import type { Agency } from './agency.ts'

/**
 * The agencies above `slug`, nearest first: its parent, the parent's parent and so on. Levels are data, so there may be any
 * number of them; an unknown parent or a circle in the data ends the chain.
 */
export function ancestorsOf(agencies: readonly Agency[], slug: AgencySlug): Agency[] {
  const bySlug = new Map(agencies.map((one) => [one.slug, one]))
  const chain: Agency[] = []
  const seen = new Set<AgencySlug>([slug])
  let parent = bySlug.get(slug)?.parent ?? null
  while (parent !== null && !seen.has(parent)) {
    seen.add(parent)
    const above = bySlug.get(parent)
    if (above === undefined) break
    chain.push(above)
    parent = above.parent
  }
  return chain
}

/** The agencies that `slug` works for beside itself: the communes of a regional office; none for a commune. */
export function servedBy(agencies: readonly Agency[], slug: AgencySlug): Agency[] {
  const serves = new Set(agencies.find((one) => one.slug === slug)?.serves ?? [])
  return agencies.filter((one) => serves.has(one.slug))
}
