import { useMemo } from 'react'
import { findAgency } from '#core/procedure/catalogue.ts'
import type { AgencySlug } from '#core/record/ids.ts'
import { useDesk, useLive } from '#renderer/app/use-desk.ts'

export type Commune = { slug: AgencySlug; name: string }

/** Agencies that received the dossiers of this desk, by name; one alone where it works for itself only. */
export function useCommunes(): Commune[] {
  const { dossiers, catalogue } = useDesk()
  const rows = useLive(dossiers.rows)
  const known = useLive(catalogue)
  return useMemo(() => {
    const slugs = [...new Set(rows.map((row) => row.receivingAgency))]
    return slugs
      .map((slug) => ({ slug, name: findAgency(known, slug)?.shortName ?? slug }))
      .sort((a, b) => a.name.localeCompare(b.name, 'vi'))
  }, [rows, known])
}
