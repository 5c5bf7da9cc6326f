import { useDeferredValue, useMemo } from 'react'
import { useDesk, useLive } from '#renderer/app/use-desk.ts'
import type { DossierRow } from '#renderer/data/desk.ts'

/**
 * What matches, kept true while dossiers come and go; typing never waits for it. `atOnce` answers what matches the text as it stands
 * now, for an Enter that comes faster than the list, as a scanner's does.
 */
export function useResults(text: string, limit: number): { rows: DossierRow[]; atOnce(): DossierRow[] } {
  const { dossiers } = useDesk()
  const rows = useLive(dossiers.rows)
  const asked = useDeferredValue(text.trim())
  // biome-ignore lint/correctness/useExhaustiveDependencies: `rows` is the only sign that an earlier answer has aged
  const shown = useMemo(() => (asked === '' ? [] : dossiers.search(asked, limit)), [dossiers, rows, asked, limit])
  return { rows: shown, atOnce: () => (asked === text.trim() ? shown : dossiers.search(text, limit)) }
}
