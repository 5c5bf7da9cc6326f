import type { Dossier } from '#core/dossier/dossier.ts'
import { dossierFacts } from '#core/warehouse/dossier-facts.ts'
import type { Sql } from '#sync-server/warehouse/sql/sql-database.ts'

export type Arrivals = { receipt: string | null; end: string | null }

/** Puts dossiers into the star schema without a feed; `arrivalsOf` says when their receipt and end reached the centre. */
export async function fillStar(sql: Sql, dossiers: readonly Dossier[], arrivalsOf: (dossier: Dossier) => Arrivals): Promise<void> {
  const facts = dossiers.map((dossier) => ({ dossier, ...factsOf(dossier, arrivalsOf(dossier)) }))
  await sql.script('truncate star.dossier, star.span')
  await insert(
    sql,
    'star.dossier',
    facts.map(({ row }) => row),
  )
  await insert(
    sql,
    'star.span',
    facts.flatMap(({ spans }) => spans),
  )
}

function factsOf(dossier: Dossier, { receipt, end }: Arrivals) {
  const facts = dossierFacts(dossier)
  const added = { sourceId: 1, rev: '1-a', generation: 1, conflict: false, deleted: false, arrivedAt: receipt, finishArrivedAt: end }
  return { row: snakeKeys({ ...facts.dossier, ...added }), spans: facts.spans.map(snakeKeys) }
}

async function insert(sql: Sql, table: string, rows: Record<string, unknown>[]): Promise<void> {
  await sql.query(`insert into ${table} select * from json_populate_recordset(null::${table}, $1::json)`, [JSON.stringify(rows)])
}

function snakeKeys(row: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(row).map(([key, value]) => [key.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`), value]),
  )
}
