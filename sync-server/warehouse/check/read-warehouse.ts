import { z } from 'zod'
import type { Sql } from '../sql/sql-database.ts'
import type { Digest } from './digest.ts'

const hash = (text: string): string => `('x' || left(encode(sha256(convert_to(${text}, 'UTF8')), 'hex'), 16))::bit(64)::bigint`

/** The state as `textOf` writes it; leaves are stored sorted. */
const state = hash(`d.doc_id || E'\\n' || array_to_string(d.leaves, ',') || ' ' || d.rev || ' ' || d.deleted::int`)
const content = hash(`d.doc_id || E'\\n' || r.rev || E'\\n' || coalesce(r.body::text, '') || E'\\n' || coalesce(r.attachments::text, '')`)
const contents = `coalesce((select sum(${content}::numeric) from raw.revision r
  where r.source_id = d.source_id and r.doc_id = d.doc_id and r.rev = any(d.leaves) and not r.deleted), 0)`

/** The digest's number of one row `d` of `raw.document`, computed from what is stored and from nothing that was noted with it. */
const numberOf = (deep: boolean): string => (deep ? `${state}::numeric + ${contents}` : `${state}::numeric`)

const Buckets = z.array(z.object({ bucket: z.string(), documents: z.number(), sum: z.string() }))

/** The same digest of one source as the warehouse has it. Documents that are gone from the source stand without leaves and do not count. */
export async function readWarehouse(sql: Sql, sourceId: number, deep: boolean): Promise<Digest> {
  const text = `select bucket, count(*) as documents, sum(${numberOf(deep)})::text as sum from raw.document d
    where source_id = $1 and cardinality(leaves) > 0 group by bucket`
  const rows = Buckets.parse(await sql.query(text, [sourceId]))
  return new Map(rows.map(({ bucket, documents, sum }) => [bucket, { documents, sum: BigInt.asUintN(64, BigInt(sum)) }]))
}

const Entries = z.array(z.object({ doc_id: z.string(), hash: z.string() }))

/** The documents of some buckets, each with its number. */
export async function listEntries(
  sql: Sql,
  sourceId: number,
  wish: { buckets: readonly string[]; deep: boolean },
): Promise<Map<string, bigint>> {
  const text = `select doc_id, (${numberOf(wish.deep)})::text as hash from raw.document d
    where source_id = $1 and bucket = any($2) and cardinality(leaves) > 0`
  const rows = Entries.parse(await sql.query(text, [sourceId, wish.buckets]))
  return new Map(rows.map(({ doc_id, hash: number }) => [doc_id, BigInt(number)]))
}

const Ids = z.array(z.object({ id: z.string() }))

/** Documents whose content PostgreSQL cannot hold: they stand among the dead letters and differ by nature. */
export async function listUnstorable(sql: Sql, sourceId: number): Promise<string[]> {
  const text = "select doc_id as id from feed.dead_letter where source_id = $1 and reason = 'not-stored'"
  return Ids.parse(await sql.query(text, [sourceId])).map(({ id }) => id)
}

/** Dossiers of the star that are not what `raw` says, dead letters apart. */
export async function listStarFaults(sql: Sql): Promise<string[]> {
  const text = `with best as (
      select distinct on (d.doc_id) d.doc_id, d.rev, d.deleted from raw.document d join feed.source s using (source_id)
      where s.kind = 'dossiers' and d.doc_id like 'dossier:%' order by d.doc_id, d.deleted, d.generation desc, d.rev collate "C" desc)
    select coalesce(best.doc_id, star.dossier_id) as id from best full join star.dossier star on star.dossier_id = best.doc_id
    where (best.doc_id is null
        or (not best.deleted and (star.dossier_id is null or star.deleted or star.rev <> best.rev))
        or (best.deleted and not star.deleted))
      and not exists (select 1 from feed.dead_letter letter where letter.doc_id = best.doc_id)`
  return Ids.parse(await sql.query(text)).map(({ id }) => id)
}

/** Cases of the star that are not what `raw` says, dead letters apart. */
export async function listCaseFaults(sql: Sql, sourceId: number): Promise<string[]> {
  const text = `select coalesce(d.doc_id, star.case_id) as id
    from (select * from raw.document where source_id = $1 and doc_id like 'case:%') d
    full join (select * from star.dossier_case where source_id = $1) star on star.case_id = d.doc_id
    where (d.doc_id is null or (not d.deleted and (star.case_id is null or star.deleted or star.rev <> d.rev)) or (d.deleted and not star.deleted))
      and not exists (select 1 from feed.dead_letter letter where letter.source_id = $1 and letter.doc_id = coalesce(d.doc_id, star.case_id))`
  return Ids.parse(await sql.query(text, [sourceId])).map(({ id }) => id)
}

const Halves = z.array(z.object({ half: z.string() }))

/** Half months whose sums are not those of their dossiers, by their first day. */
export async function listFlowFaults(sql: Sql): Promise<string[]> {
  const held = 'select * from star.flow where received <> 0 or finished <> 0'
  const expected = 'select * from star.flow_expected'
  const text = `select distinct block as half from ((${held} except ${expected}) union all (${expected} except ${held})) as fault order by 1`
  return Halves.parse(await sql.query(text)).map(({ half }) => half)
}
