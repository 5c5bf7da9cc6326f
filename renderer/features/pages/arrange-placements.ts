import type { Placement } from '#core/dossier/dossier.ts'

/** Pages in the order they stand in: by paper as listed, unsorted last, then by `order`. */
export function sortPlacements(placements: readonly Placement[], paperIds: readonly string[]): Placement[] {
  const rank = (one: Placement) => (one.paperId === null ? paperIds.length : paperIds.indexOf(one.paperId))
  return [...placements].sort((a, b) => rank(a) - rank(b) || a.order - b.order)
}

/** A quarter turn to the right (1) or left (-1) of the chosen pages. */
export function rotatePlacements(placements: readonly Placement[], ids: ReadonlySet<string>, quarter: 1 | -1): Placement[] {
  const turned = { 0: { 1: 90, '-1': 270 }, 90: { 1: 180, '-1': 0 }, 180: { 1: 270, '-1': 90 }, 270: { 1: 0, '-1': 180 } } as const
  return placements.map((one) => (ids.has(one.id) ? { ...one, rotation: turned[one.rotation][quarter] } : one))
}

/** The chosen pages given to a paper (null = unsorted), behind those it has. */
export function assignPlacements(placements: readonly Placement[], ids: ReadonlySet<string>, paperId: string | null): Placement[] {
  let order = nextOrder(placements)
  return placements.map((one) => (ids.has(one.id) && one.paperId !== paperId ? { ...one, paperId, order: order++ } : one))
}

/** `moved` put directly before `before`, taking its paper; `before` null = to the end of all. */
export function movePlacement(sorted: readonly Placement[], moved: string, before: string | null): Placement[] {
  const page = sorted.find((one) => one.id === moved)
  if (page === undefined || moved === before) return [...sorted]
  const rest = sorted.filter((one) => one.id !== moved)
  const at = before === null ? rest.length : rest.findIndex((one) => one.id === before)
  const paperId = (before === null ? rest.at(-1) : rest[at])?.paperId ?? null
  return [...rest.slice(0, at), { ...page, paperId }, ...rest.slice(at)].map((one, index) => ({ ...one, order: index + 1 }))
}

/** One step earlier (-1) or later (1) among the pages of the same paper. */
export function stepPlacement(sorted: readonly Placement[], id: string, step: 1 | -1): Placement[] {
  const at = sorted.findIndex((one) => one.id === id)
  const page = sorted[at]
  const other = sorted[at + step]
  if (page === undefined || other === undefined || other.paperId !== page.paperId) return [...sorted]
  const swapped = [...sorted]
  swapped[at] = other
  swapped[at + step] = page
  return swapped.map((one, index) => ({ ...one, order: index + 1 }))
}

/** The order number that puts a new page last. */
export function nextOrder(placements: readonly Placement[]): number {
  return placements.reduce((last, one) => Math.max(last, one.order), 0) + 1
}
