import type { DossierId } from '#core/record/ids.ts'

/**
 * The dossier after this one in the queue. Work moves a dossier out of its queue; then the first that waits is next.
 */
export function findNext<R extends { id: DossierId }>(rows: readonly R[], id: DossierId): R | undefined {
  const at = rows.findIndex((row) => row.id === id)
  return at === -1 ? rows[0] : rows[at + 1]
}
