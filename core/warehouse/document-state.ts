/** How a document stands at its source: its winner and all leaves of its revision tree, deleted ones too. */
export type DocumentState = { rev: string; deleted: boolean; leaves: readonly string[] }

/** The number before the dash of a revision. */
export function generationOf(rev: string): number {
  return Number.parseInt(rev, 10) || 0
}

/**
 * Sum of the generations of all leaves. Whatever happens to a document lengthens a branch or adds one, so this grows with every
 * change, even where the winner's own generation falls (a deleted conflict), and an older state is known as such.
 */
export function weightOf({ leaves }: Pick<DocumentState, 'leaves'>): number {
  return leaves.reduce((sum, rev) => sum + generationOf(rev), 0)
}

/** True where `state` is not older than `known`; two servers' states of one weight are put in one order by their text. */
export function isNewer(state: DocumentState, known: DocumentState): boolean {
  const difference = weightOf(state) - weightOf(known)
  return difference > 0 || (difference === 0 && textOf(state) > textOf(known))
}

/** Order of the leaves carries no meaning. */
export function textOf({ leaves, rev, deleted }: DocumentState): string {
  return `${[...leaves].sort().join(',')} ${rev} ${deleted ? 1 : 0}`
}
