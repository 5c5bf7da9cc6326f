import type { Dossier } from '#core/dossier/dossier.ts'
import { dossierFacts } from '#core/warehouse/dossier-facts.ts'
import { insertRows, overwrite } from '#sync-server/warehouse/sql/insert-rows.ts'
import type { Sql } from '#sync-server/warehouse/sql/sql-database.ts'

export type Arrivals = { receipt: string | null; end: string | null }

/** Puts dossiers into the star schema without a feed; `arrivalsOf` says when their receipt and end reached the centre. */
export async function fillStar(sql: Sql, dossiers: readonly Dossier[], arrivalsOf: (dossier: Dossier) => Arrivals): Promise<void> {
  await sql.script('truncate star.dossier, star.span')
  await putIntoStar(sql, dossiers, arrivalsOf)
}

/** The same over what stands there, as a batch of the feed does. */
export async function putIntoStar(sql: Sql, dossiers: readonly Dossier[], arrivalsOf: (dossier: Dossier) => Arrivals): Promise<void> {
  const facts = dossiers.map((dossier) => factsOf(dossier, arrivalsOf(dossier)))
  const [first] = facts
  if (first === undefined) return
  const rows = facts.map(({ row }) => row)
  await insertRows(sql, 'star.dossier', rows, overwrite(first.row, ['dossier_id']))
  await sql.query('delete from star.span where dossier_id = any($1)', [dossiers.map(({ id }) => id)])
  await insertRows(
    sql,
    'star.span',
    facts.flatMap((one) => one.spans),
  )
}

function factsOf(dossier: Dossier, { receipt, end }: Arrivals) {
  const facts = dossierFacts(dossier)
  const added = { sourceId: 1, rev: '1-a', generation: 1, conflict: false, deleted: false, arrivedAt: receipt, finishArrivedAt: end }
  return { row: { ...facts.dossier, ...added }, spans: facts.spans }
}
