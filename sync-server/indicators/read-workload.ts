import { z } from 'zod'
import type { Agency } from '#core/agency/agency.ts'
import { ageBounds, BookLine, WorkloadRow } from '#core/indicators/workload.ts'
import type { AgencySlug } from '#core/record/ids.ts'
import type { Instant } from '#core/record/instant.ts'
import type { Sql } from '#sync-server/warehouse/sql/sql-database.ts'
import { counted, type Narrowed } from './narrow.ts'

const Held = WorkloadRow.omit({ agencyName: true })
const Line = BookLine.omit({ competentName: true }).extend({ competent: z.string(), total: z.number() })

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

/** The book of dossiers (form 07): what was received in the period; the particulars come from the raw documents. */
export async function readBook(
  sql: Sql,
  { where, params }: Narrowed,
  { agencies, limit, offset }: { agencies: readonly Agency[]; limit: number; offset: number },
): Promise<{ total: number; lines: BookLine[] }> {
  const rows = await sql.query(
    `with page as (select *, count(*) over () as total from star.dossier
        where ${where} and ${counted} and received_at >= $2 and received_at < $3
        order by received_at, dossier_id limit $${params.length + 1} offset $${params.length + 2})
    select p.code, coalesce(r.body->'procedure'->>'name', p.procedure_code) as "procedureName",
      coalesce((r.body->>'sets')::int, 1) as sets, coalesce(r.body->'applicant'->>'name', '') as "applicantName",
      concat_ws(', ', r.body->'applicant'->'address'->>'text', r.body->'applicant'->>'phone') as contact, p.competent,
      p.received_at as "receivedAt", p.due_at as "dueAt",
      (select min(at) from star.step t where t.dossier_id = p.dossier_id and t.type = 'dossierForwarded') as "forwardedAt",
      case when p.outcome = 'resolved' then p.finished_at end as "resultAt", p.returned_at as "returnedAt",
      p.delivery_method as "deliveryMethod", coalesce(r.body->'delivery'->'returned'->>'to', '') as "returnedTo",
      coalesce(r.body->'refusal'->>'reason', r.body->'stop'->>'reason', r.body->'withdrawal'->>'reason', '') as note, p.total
    from page p left join raw.revision r on r.source_id = p.source_id and r.doc_id = p.dossier_id and r.rev = p.rev
    order by p.received_at, p.dossier_id`,
    [...params, limit, offset],
  )
  const names = new Map<string, string>(agencies.map(({ slug, name }) => [slug, name]))
  const parsed = z.array(Line).parse(rows)
  return {
    total: parsed[0]?.total ?? 0,
    lines: parsed.map(({ total: _, competent, ...line }) => ({ ...line, competentName: names.get(competent) ?? competent })),
  }
}
