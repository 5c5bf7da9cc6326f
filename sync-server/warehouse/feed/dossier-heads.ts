import { z } from 'zod'
import type { Sql } from '../sql/sql-database.ts'

/** Which revision of a dossier the star holds, out of all databases in which it lies. */
export type Target = {
  id: string
  sourceId: number
  rev: string
  generation: number
  deleted: boolean
  reason: string | null
  conflict: boolean
}

/** What the star holds of it now. */
export type Known = { rev: string; deleted: boolean; conflict: boolean; finishedAt: string | null }

const Heads = z.array(
  z.object({
    doc_id: z.string(),
    source_id: z.number(),
    rev: z.string(),
    generation: z.number(),
    deleted: z.boolean(),
    conflicts: z.number(),
    reason: z.string().nullable(),
  }),
)
type Head = z.infer<typeof Heads>[number]
const KnownRows = z.array(
  z.object({ dossier_id: z.string(), rev: z.string(), deleted: z.boolean(), conflict: z.boolean(), finished_at: z.string().nullable() }),
)

/** Keeps other feeds from the same dossiers until the transaction ends: each sees what the other wrote. */
export async function lockDossiers(tx: Sql, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  await tx.query(
    'select pg_advisory_xact_lock(key) from (select distinct hashtext(id) % 512 as key from unnest($1::text[]) id order by 1) keys',
    [ids],
  )
}

/** The newest live revision over all sources; where it lives nowhere any more, the newest deleted one. */
export async function findTargets(tx: Sql, ids: readonly string[]): Promise<Target[]> {
  const text = `select d.doc_id, d.source_id, d.rev, d.generation, d.deleted, d.conflicts, r.reason
    from raw.document d join feed.source s using (source_id)
    left join raw.revision r on r.source_id = d.source_id and r.doc_id = d.doc_id and r.rev = d.rev
    where s.kind = 'dossiers' and d.doc_id = any($1)`
  const byId = new Map<string, Head[]>()
  for (const head of Heads.parse(await tx.query(text, [ids]))) byId.set(head.doc_id, [...(byId.get(head.doc_id) ?? []), head])
  return [...byId].flatMap(([id, heads]) => {
    const best = heads.reduce((a, b) => (ranksBefore(b, a) ? b : a))
    const { source_id: sourceId, rev, generation, deleted, reason } = best
    return [{ id, sourceId, rev, generation, deleted, reason, conflict: heads.some((one) => one.conflicts > 0) }]
  })
}

export async function findKnown(tx: Sql, ids: readonly string[]): Promise<Map<string, Known>> {
  const text = 'select dossier_id, rev, deleted, conflict, finished_at from star.dossier where dossier_id = any($1)'
  const rows = KnownRows.parse(await tx.query(text, [ids]))
  return new Map(rows.map(({ dossier_id, finished_at: finishedAt, ...known }) => [dossier_id, { ...known, finishedAt }]))
}

/** Live before deleted, then CouchDB's own order: generation, then the revision's text. One source's number settles the rest. */
function ranksBefore(a: Head, b: Head): boolean {
  if (a.deleted !== b.deleted) return !a.deleted
  if (a.generation !== b.generation) return a.generation > b.generation
  return a.rev === b.rev ? a.source_id < b.source_id : a.rev > b.rev
}
