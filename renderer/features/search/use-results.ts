import { useDeferredValue, useMemo } from 'react'
import { useDesk, useLive } from '#renderer/app/use-desk.ts'
import type { DossierRow } from '#renderer/data/desk.ts'

/** What matches, kept true while dossiers come and go; typing never waits for it. */
export function useResults(text: string, limit: number): DossierRow[] {
  const { dossiers } = useDesk()
  const rows = useLive(dossiers.rows)
  const asked = useDeferredValue(text.trim())
  // biome-ignore lint/correctness/useExhaustiveDependencies: `rows` is the only sign that an earlier answer has aged
  return useMemo(() => (asked === '' ? [] : dossiers.search(asked, limit)), [dossiers, rows, asked, limit])
}
