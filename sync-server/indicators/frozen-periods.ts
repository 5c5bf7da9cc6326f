import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { Agency } from '#core/agency/agency.ts'
import { Completeness, FrozenPeriod, IndicatorGroup, MovedDossier } from '#core/indicators/indicator-answers.ts'
import type { Person } from '#core/person/person.ts'
import type { AgencySlug } from '#core/record/ids.ts'
import type { Instant } from '#core/record/instant.ts'
import type { Sql, SqlDatabase } from '#sync-server/warehouse/sql/sql-database.ts'
import type { Narrowed } from './narrow.ts'
import { placedDossiers } from './read-dossiers.ts'
import { readGroups } from './read-groups.ts'

const columns = `period_id as id, agency, below, from_day as "from", to_day as "to", frozen_at as "frozenAt", by_person as "by",
  by_name as "byName", groups, completeness`
const Stored = FrozenPeriod.omit({ agencyName: true })

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

/** The frozen periods of some agencies, newest first. */
export async function listFrozen(sql: Sql, mayRead: (agency: AgencySlug) => boolean, agencies: readonly Agency[]): Promise<FrozenPeriod[]> {
  const rows = z.array(Stored).parse(await sql.query(`select ${columns} from report.period order by frozen_at desc limit 500`))
  return rows.filter(({ agency }) => mayRead(agency)).map((row) => withName(row, agencies))
}

export async function findFrozen(sql: Sql, id: string, agencies: readonly Agency[]): Promise<FrozenPeriod | undefined> {
  const rows = z.array(Stored).parse(await sql.query(`select ${columns} from report.period where period_id = $1`, [id]))
  return rows[0] === undefined ? undefined : withName(rows[0], agencies)
}

/** The dossiers whose place is no longer what was frozen: arrived since, corrected since, or gone. */
export async function listMoved(sql: Sql, id: string, narrowed: Narrowed): Promise<MovedDossier[]> {
  const { text, params } = placedDossiers(narrowed)
  const rows = await sql.query(
    `with now as (${text}), before as (select * from report.period_dossier where period_id = $${params.push(id)})
    select coalesce(n.dossier_id, b.dossier_id) as id, coalesce(n.code, b.code) as code, coalesce(n.sector, b.sector) as sector,
      coalesce(r.body->'applicant'->>'name', '') as "applicantName", b.outcome as frozen, n.standing as now
    from now n full join before b on b.dossier_id = n.dossier_id
    left join star.dossier d on d.dossier_id = coalesce(n.dossier_id, b.dossier_id)
    left join raw.revision r on r.source_id = d.source_id and r.doc_id = d.dossier_id and r.rev = d.rev
    where b.outcome is distinct from n.standing
    order by 2 limit 2000`,
    params,
  )
  return z.array(MovedDossier).parse(rows)
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
