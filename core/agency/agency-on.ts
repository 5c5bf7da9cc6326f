import type { AgencySlug } from '#core/record/ids.ts'
import type { Day } from '#core/record/instant.ts'
import type { Agency } from './agency.ts'

/**
 * The agency that answers for `slug` on a day: itself while it is in force, afterwards the one it was merged into, over any
 * number of mergers. Undefined where none is in force, e.g. before it was founded or dissolved without a successor.
 */
export function agencyOn(agencies: readonly Agency[], slug: AgencySlug, day: Day): Agency | undefined {
  const bySlug = new Map(agencies.map((one) => [one.slug, one]))
  const seen = new Set<AgencySlug>()
  let current = bySlug.get(slug)
  while (current !== undefined && !seen.has(current.slug)) {
    if (isInForce(current, day)) return current
    if (day < current.validFrom || current.mergedInto === null) return undefined
    seen.add(current.slug)
    current = bySlug.get(current.mergedInto)
  }
  return undefined
}

/** Whether an agency exists on a day; both ends of its validity count. */
export function isInForce(agency: Agency, day: Day): boolean {
  return agency.validFrom <= day && (agency.validTo === null || day <= agency.validTo)
}
