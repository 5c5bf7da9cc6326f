import { z } from 'zod'
import type { AgencySlug } from '#core/record/ids.ts'
import { casesDatabase } from '#sync-server/provision/database-names.ts'
import { listFollowed } from '#sync-server/reconciliation/followed-databases.ts'
import type { Sql } from '../sql/sql-database.ts'

/** A database of CouchDB that the warehouse follows. */
export type Source = {
  sourceId: number
  database: string
  agency: AgencySlug | null
  kind: 'dossiers' | 'journal' | 'pages' | 'cases' | 'catalog'
}

const Stored = z.array(z.object({ source_id: z.number(), database: z.string() }))

/** The catalogue and the cases first, then all dossiers, journals and pages among these databases; those that are new get their number. */
export async function listSources(sql: Sql, names: string[]): Promise<Source[]> {
  const catalog = names.includes('catalog') ? [{ database: 'catalog', agency: null, kind: 'catalog' as const }] : []
  const cases = names.includes(casesDatabase) ? [{ database: casesDatabase, agency: null, kind: 'cases' as const }] : []
  const wanted = [...catalog, ...cases, ...listFollowed(names)]
  const text =
    "insert into feed.source (database, agency, kind) select d, nullif(a, ''), k from unnest($1::text[], $2::text[], $3::text[]) t (d, a, k) on conflict do nothing"
  const find = async () =>
    new Map(Stored.parse(await sql.query('select source_id, database from feed.source')).map((one) => [one.database, one.source_id]))
  let numbers = await find()
  const fresh = wanted.filter(({ database }) => !numbers.has(database))
  if (fresh.length > 0) {
    await sql.query(text, [fresh.map((one) => one.database), fresh.map((one) => one.agency ?? ''), fresh.map((one) => one.kind)])
    numbers = await find()
  }
  return wanted.flatMap((one) => {
    const sourceId = numbers.get(one.database)
    return sourceId === undefined ? [] : [{ ...one, sourceId }]
  })
}
