import { z } from 'zod'
import type { Agency } from '#core/agency/agency.ts'
import { ageBounds, WorkloadRow } from '#core/indicators/workload.ts'
import type { AgencySlug } from '#core/record/ids.ts'
import type { Instant } from '#core/record/instant.ts'
import type { Sql } from '#sync-server/warehouse/sql/sql-database.ts'
import { counted } from './narrow.ts'

const Held = WorkloadRow.omit({ agencyName: true })

/** Who has how much in hand now, how old and how late it is; the most first. */
export async function readWorkload(
  sql: Sql,
  { scope, now, agencies }: { scope: readonly AgencySlug[]; now: Instant; agencies: readonly Agency[] },
): Promise<WorkloadRow[]> {
  const age = '(extract(epoch from $2::timestamptz - d.received_at) / 86400)'
  const bounds = [Number.NEGATIVE_INFINITY, ...ageBounds, Number.POSITIVE_INFINITY]
  const ages = bounds.slice(1).map((to, index) => {
    const from = bounds[index] ?? 0
    const lower = Number.isFinite(from) ? `${age} >= ${from}` : 'true'
    const upper = Number.isFinite(to) ? `${age} < ${to}` : 'true'
    return `count(*) filter (where ${lower} and ${upper})`
  })
  const rows = await sql.query(
    `select d.receiving as agency, d.holder_role as role, d.holder_person as person,
      coalesce(max(r.body->'business'->'holder'->>'name'), '') as "personName",
      count(*) as open, count(*) filter (where s.late_from < $2) as late,
      count(*) filter (where s.state <> 'running') as paused, array[${ages.join(', ')}]::int[] as ages, min(d.received_at) as oldest
    from star.dossier d left join star.span s on s.dossier_id = d.dossier_id and s.end_at = 'infinity'
    left join raw.revision r on r.source_id = d.source_id and r.doc_id = d.dossier_id and r.rev = d.rev
    where d.receiving = any($1) and ${counted.replaceAll(/\b(voided|deleted|status)\b/g, 'd.$1')} and d.finished_at is null
    group by 1, 2, 3 order by open desc limit 500`,
    [scope, now],
  )
  const names = new Map<string, string>(agencies.map(({ slug, shortName }) => [slug, shortName]))
  return z
    .array(Held)
    .parse(rows)
    .map((row) => ({ ...row, agencyName: names.get(row.agency) ?? row.agency }))
}
