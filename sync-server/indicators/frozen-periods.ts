import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { Agency } from '#core/agency/agency.ts'
import {
  Completeness,
  FrozenPeriod,
  type FrozenPeriods,
  IndicatorGroup,
  MovedDossier,
  type MovedDossiers,
} from '#core/indicators/indicator-answers.ts'
import type { PageQuestion } from '#core/indicators/indicator-question.ts'
import type { Person } from '#core/person/person.ts'
import type { AgencySlug } from '#core/record/ids.ts'
import type { Instant } from '#core/record/instant.ts'
import type { Sql, SqlDatabase, SqlValue } from '#sync-server/warehouse/sql/sql-database.ts'
import type { Narrowed } from './narrow.ts'
import { cutPage, PlaceInstant, readPlace } from './pages.ts'
import { placedDossiers } from './read-dossiers.ts'
import { readGroups } from './read-groups.ts'

const columns = `period_id as id, agency, below, from_day as "from", to_day as "to", frozen_at as "frozenAt", by_person as "by",
  by_name as "byName", groups, completeness`
const Stored = FrozenPeriod.omit({ agencyName: true })
const PeriodPlace = z.tuple([PlaceInstant, z.string()])
const MovedPlace = z.tuple([z.string(), z.string()])

export type Freezing = {
  question: { agency: AgencySlug; below: boolean; from: string; to: string }
  narrowed: Narrowed
  completeness: Completeness
  person: Person
  agencies: readonly Agency[]
  at: Instant
}

/** Chốt kỳ: the figures and every dossier's place in them, in one transaction, so that both are of one moment. */
export async function freezePeriod(database: SqlDatabase, freezing: Freezing): Promise<FrozenPeriod> {
  const id = randomUUID()
  await database.transaction(async (tx) => {
    await tx.query('set transaction isolation level repeatable read')
    const groups = await readGroups(tx, freezing.narrowed, 'sector', freezing.agencies)
    const { question, person, at, completeness } = freezing
    await tx.query(
      `insert into report.period (period_id, agency, below, from_day, to_day, frozen_at, by_person, by_name, groups, completeness)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9::json, $10::json)`,
      [
        id,
        question.agency,
        question.below,
        question.from,
        question.to,
        at,
        person.id,
        person.name,
        JSON.stringify(groups),
        JSON.stringify(completeness),
      ],
    )
    const { text, params } = placedDossiers(freezing.narrowed)
    await tx.query(
      `insert into report.period_dossier (period_id, dossier_id, code, sector, origin, outcome)
        select $${params.push(id)}, dossier_id, code, sector, origin, standing from (${text}) as placed`,
      params,
    )
  })
  return getFrozen(database, id, freezing.agencies)
}

type Listing = PageQuestion & { readable: readonly AgencySlug[]; agencies: readonly Agency[] }

/** The frozen periods of the agencies that may be read, newest first. */
export async function listFrozen(sql: Sql, { readable, agencies, after, limit }: Listing): Promise<FrozenPeriods> {
  const place = readPlace(after, PeriodPlace)
  const params: SqlValue[] = [readable, limit + 1, ...(place ?? [])]
  const behind = place === undefined ? 'true' : '(frozen_at, period_id) < ($3::timestamptz, $4)'
  const text = `select ${columns} from report.period where agency = any($1) and ${behind} order by frozen_at desc, period_id desc limit $2`
  const rows = z.array(Stored).parse(await sql.query(text, params))
  const { page, next } = cutPage(rows, limit, ({ frozenAt, id }) => [frozenAt, id])
  return { periods: page.map((row) => withName(row, agencies)), next }
}

export async function findFrozen(sql: Sql, id: string, agencies: readonly Agency[]): Promise<FrozenPeriod | undefined> {
  const rows = z.array(Stored).parse(await sql.query(`select ${columns} from report.period where period_id = $1`, [id]))
  return rows[0] === undefined ? undefined : withName(rows[0], agencies)
}

/** The dossiers whose place is no longer what was frozen: arrived since, corrected since, or gone. */
export async function listMoved(
  sql: Sql,
  id: string,
  { narrowed, after, limit }: PageQuestion & { narrowed: Narrowed },
): Promise<MovedDossiers> {
  const { text, params } = placedDossiers(narrowed)
  const place = readPlace(after, MovedPlace)
  const rows = await sql.query(
    `with now as (${text}), before as (select * from report.period_dossier where period_id = $${params.push(id)}),
      moved as (
        select coalesce(n.dossier_id, b.dossier_id) as id, coalesce(n.code, b.code) as code, coalesce(n.sector, b.sector) as sector,
          b.outcome as frozen, n.standing as now
        from now n full join before b on b.dossier_id = n.dossier_id where b.outcome is distinct from n.standing),
      page as (select * from moved where ${place === undefined ? 'true' : `(code, id) > ($${params.push(place[0])}, $${params.push(place[1])})`}
        order by code, id limit $${params.push(limit + 1)})
    select p.*, coalesce(r.body->'applicant'->>'name', '') as "applicantName", (select count(*) from moved) as total
    from page p left join star.dossier d on d.dossier_id = p.id
    left join raw.revision r on r.source_id = d.source_id and r.doc_id = d.dossier_id and r.rev = d.rev
    order by p.code, p.id`,
    params,
  )
  const parsed = z.array(MovedDossier.extend({ total: z.number() })).parse(rows)
  const { page, next } = cutPage(parsed, limit, (one) => [one.code, one.id])
  return { total: parsed[0]?.total ?? 0, next, moved: page.map(({ total: _, ...one }) => one) }
}

async function getFrozen(sql: Sql, id: string, agencies: readonly Agency[]): Promise<FrozenPeriod> {
  const found = await findFrozen(sql, id, agencies)
  if (found === undefined) throw new Error('a frozen period is not there any more')
  return found
}

function withName(row: z.infer<typeof Stored>, agencies: readonly Agency[]): FrozenPeriod {
  const agencyName = agencies.find(({ slug }) => slug === row.agency)?.name ?? row.agency
  return { ...row, agencyName, groups: z.array(IndicatorGroup).parse(row.groups), completeness: Completeness.parse(row.completeness) }
}
