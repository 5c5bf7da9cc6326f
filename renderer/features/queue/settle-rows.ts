/** A list that stands still under the cursor, and how many new rows wait to come in. */
export type Settled<T> = { rows: T[]; newCount: number; changed: boolean }

/**
 * Keeps the order a person is looking at while the list changes behind it: rows on screen take their new contents, rows that left
 * stay where they were, new ones are only counted.
 * @param shown keys in the order on screen
 * @param live the list as it is now
 * @param before rows as last seen, for those that left
 */
export function settleRows<T>(shown: string[], live: T[], before: Map<string, T>, keyOf: (row: T) => string): Settled<T> {
  const now = new Map(live.map((row) => [keyOf(row), row]))
  const rows = shown.map((key) => now.get(key) ?? before.get(key)).filter((row) => row !== undefined)
  const known = new Set(shown)
  const newCount = live.reduce((count, row) => (known.has(keyOf(row)) ? count : count + 1), 0)
  const changed = newCount > 0 || live.length !== shown.length || live.some((row, at) => keyOf(row) !== shown[at])
  return { rows, newCount, changed }
}
