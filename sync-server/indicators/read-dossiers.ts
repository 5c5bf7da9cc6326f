import { z } from 'zod'
import type { Agency } from '#core/agency/agency.ts'
import { ListedDossier } from '#core/indicators/indicator-answers.ts'
import type { ListQuestion } from '#core/indicators/indicator-question.ts'
import type { Sql } from '#sync-server/warehouse/sql/sql-database.ts'
import { counted, endLate, type Narrowed, receiptLate } from './narrow.ts'

const Row = ListedDossier.omit({ receivingName: true }).extend({ total: z.number() })

/** Where a dossier came from and stands, as `placeInPeriod` says. */
const placed = `
  select d.*,
    case when d.received_at < $2 then 'carried' when d.channel = 2 then 'online' else 'direct' end as origin,
    case
      when d.finished_at < $3 then
        case when d.punctuality = 'late' then 'late' when d.punctuality = 'early' and d.outcome = 'resolved' then 'early' else 'on_time' end
      when s.late_from < $3 then 'open_late'
      when s.state = 'supplement' then 'waiting'
      else 'open_on_time'
    end as standing,
    coalesce(d.received_at >= $2 and ${receiptLate}, false) or coalesce(d.finished_at < $3 and ${endLate}, false) as late_sync
  from star.dossier d
  left join star.span s on s.dossier_id = d.dossier_id and s.start_at < $3 and s.end_at >= $3`

export type PlacedSql = { text: string; params: Narrowed['params'] }

/** The dossiers of a period with their place in it: what a report counts, one by one. */
export function placedDossiers({ where, params }: Narrowed): PlacedSql {
  const conditions = where.replaceAll(/\b(receiving|sector|channel|procedure_code|competent)\b/g, 'd.$1')
  const inPeriod = 'd.received_at < $3 and (d.finished_at is null or d.finished_at >= $2)'
  const isCounted = counted.replaceAll(/\b(voided|deleted|status)\b/g, 'd.$1')
  return { text: `${placed} where ${conditions} and ${isCounted} and ${inPeriod}`, params: [...params] }
}

/** The list behind a number, the longest overdue first. Names come from the raw documents, for these rows only. */
export async function readDossiers(
  sql: Sql,
  narrowed: Narrowed,
  { question, agencies }: { question: ListQuestion; agencies: readonly Agency[] },
): Promise<{ total: number; dossiers: ListedDossier[] }> {
  const { text, params } = placedDossiers(narrowed)
  const conditions = ['true']
  if (question.origins !== undefined) conditions.push(`origin = any($${params.push(question.origins)})`)
  if (question.outcomes !== undefined) conditions.push(`standing = any($${params.push(question.outcomes)})`)
  if (question.lateSync !== undefined) conditions.push(`late_sync = $${params.push(question.lateSync)}`)
  const page = `limit $${params.push(question.limit)} offset $${params.push(question.offset)}`
  const rows = await sql.query(
    `with chosen as (select * from (${text}) as placed where ${conditions.join(' and ')}),
      page as (select *, count(*) over () as total from chosen order by due_at nulls last, received_at, dossier_id ${page})
    select p.dossier_id as id, p.code, coalesce(r.body->'applicant'->>'name', '') as "applicantName",
      coalesce(r.body->'procedure'->>'name', p.procedure_code) as "procedureName", p.sector, p.receiving, p.desk_name as "deskName",
      p.channel, p.received_at as "receivedAt", p.due_at as "dueAt", p.finished_at as "finishedAt",
      p.origin, p.standing as outcome, p.late_sync as "lateSync", p.total
    from page p left join raw.revision r on r.source_id = p.source_id and r.doc_id = p.dossier_id and r.rev = p.rev
    order by p.due_at nulls last, p.received_at, p.dossier_id`,
    params,
  )
  const names = new Map<string, string>(agencies.map(({ slug, shortName }) => [slug, shortName]))
  const parsed = z.array(Row).parse(rows)
  return {
    total: parsed[0]?.total ?? 0,
    dossiers: parsed.map(({ total: _, ...one }) => ({ ...one, receivingName: names.get(one.receiving) ?? one.receiving })),
  }
}
