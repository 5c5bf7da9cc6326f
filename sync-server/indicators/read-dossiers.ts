import { z } from 'zod'
import type { Agency } from '#core/agency/agency.ts'
import { ListedDossier, type ListedDossiers } from '#core/indicators/indicator-answers.ts'
import type { ListQuestion } from '#core/indicators/indicator-question.ts'
import type { Sql } from '#sync-server/warehouse/sql/sql-database.ts'
import { counted, endLate, type Narrowed, receiptLate } from './narrow.ts'
import { cutPage, PlaceInstant, readPlace } from './pages.ts'

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

const Place = z.tuple([PlaceInstant, PlaceInstant, z.string()])

/** The list behind a number, the longest overdue first. Names come from the raw documents, for these rows only. */
export async function readDossiers(
  sql: Sql,
  narrowed: Narrowed,
  { question, agencies }: { question: ListQuestion; agencies: readonly Agency[] },
): Promise<Omit<ListedDossiers, 'completeness'>> {
  const { text, params } = placedDossiers(narrowed)
  const conditions = ['true']
  if (question.origins !== undefined) conditions.push(`origin = any($${params.push(question.origins)})`)
  if (question.outcomes !== undefined) conditions.push(`standing = any($${params.push(question.outcomes)})`)
  if (question.lateSync !== undefined) conditions.push(`late_sync = $${params.push(question.lateSync)}`)
  const place = readPlace(question.after, Place)
  const due = "coalesce(due_at, 'infinity')"
  const behind =
    place === undefined
      ? 'true'
      : `(${due}, received_at, dossier_id) > ($${params.push(place[0])}::timestamptz, $${params.push(place[1])}::timestamptz, $${params.push(place[2])})`
  const limit = `limit $${params.push(question.limit + 1)}`
  const rows = await sql.query(
    `with chosen as (select * from (${text}) as placed where ${conditions.join(' and ')}),
      page as (select * from chosen where ${behind} order by ${due}, received_at, dossier_id ${limit})
    select p.dossier_id as id, p.code, coalesce(r.body->'applicant'->>'name', '') as "applicantName",
      coalesce(r.body->'procedure'->>'name', p.procedure_code) as "procedureName", p.sector, p.receiving, p.desk_name as "deskName",
      p.channel, p.received_at as "receivedAt", p.due_at as "dueAt", p.finished_at as "finishedAt",
      p.origin, p.standing as outcome, p.late_sync as "lateSync",
      (select count(*) from chosen) as total
    from page p left join raw.revision r on r.source_id = p.source_id and r.doc_id = p.dossier_id and r.rev = p.rev
    order by coalesce(p.due_at, 'infinity'), p.received_at, p.dossier_id`,
    params,
  )
  const names = new Map<string, string>(agencies.map(({ slug, shortName }) => [slug, shortName]))
  const parsed = z.array(Row).parse(rows)
  const { page, next } = cutPage(parsed, question.limit, ({ dueAt, receivedAt, id }) => [dueAt ?? 'infinity', receivedAt, id])
  return {
    total: parsed[0]?.total ?? 0,
    next,
    dossiers: page.map(({ total: _, ...one }) => ({ ...one, receivingName: names.get(one.receiving) ?? one.receiving })),
  }
}
