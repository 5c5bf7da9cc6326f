import { z } from 'zod'
import type { Agency } from '#core/agency/agency.ts'
import type { PageQuestion } from '#core/indicators/indicator-question.ts'
import { BookLine, type DossierBook } from '#core/indicators/workload.ts'
import type { Sql } from '#sync-server/warehouse/sql/sql-database.ts'
import { counted, type Narrowed } from './narrow.ts'
import { cutPage, PlaceInstant, readPlace } from './pages.ts'

const Line = BookLine.omit({ competentName: true }).extend({ id: z.string(), competent: z.string(), total: z.number() })
const Place = z.tuple([PlaceInstant, z.string()])

/** The book of dossiers (form 07): what was received in the period; the particulars come from the raw documents. */
export async function readBook(
  sql: Sql,
  { where, params: asked }: Narrowed,
  { agencies, limit, after }: PageQuestion & { agencies: readonly Agency[] },
): Promise<DossierBook> {
  const params = [...asked]
  const place = readPlace(after, Place)
  const behind =
    place === undefined ? 'true' : `(received_at, dossier_id) > ($${params.push(place[0])}::timestamptz, $${params.push(place[1])})`
  const entered = `from star.dossier where ${where} and ${counted} and received_at >= $2 and received_at < $3`
  const rows = await sql.query(
    `with page as (select * ${entered} and ${behind} order by received_at, dossier_id limit $${params.push(limit + 1)})
    select p.dossier_id as id, p.code, coalesce(r.body->'procedure'->>'name', p.procedure_code) as "procedureName",
      coalesce((r.body->>'sets')::int, 1) as sets, coalesce(r.body->'applicant'->>'name', '') as "applicantName",
      concat_ws(', ', r.body->'applicant'->'address'->>'text', r.body->'applicant'->>'phone') as contact, p.competent,
      p.received_at as "receivedAt", p.due_at as "dueAt",
      (select min(at) from star.step t where t.dossier_id = p.dossier_id and t.type = 'dossierForwarded') as "forwardedAt",
      case when p.outcome = 'resolved' then p.finished_at end as "resultAt", p.returned_at as "returnedAt",
      p.delivery_method as "deliveryMethod", coalesce(r.body->'delivery'->'returned'->>'to', '') as "returnedTo",
      coalesce(r.body->'refusal'->>'reason', r.body->'stop'->>'reason', r.body->'withdrawal'->>'reason', '') as note,
      (select count(*) ${entered}) as total
    from page p left join raw.revision r on r.source_id = p.source_id and r.doc_id = p.dossier_id and r.rev = p.rev
    order by p.received_at, p.dossier_id`,
    params,
  )
  const names = new Map<string, string>(agencies.map(({ slug, name }) => [slug, name]))
  const parsed = z.array(Line).parse(rows)
  const { page, next } = cutPage(parsed, limit, ({ receivedAt, id }) => [receivedAt, id])
  return {
    total: parsed[0]?.total ?? 0,
    next,
    lines: page.map(({ total: _, id: __, competent, ...line }) => ({ ...line, competentName: names.get(competent) ?? competent })),
  }
}
