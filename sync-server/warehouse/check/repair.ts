import { WireDocument } from '#core/sync/wire.ts'
import { bucketOf } from '#core/warehouse/bucket-of.ts'
import { generationOf } from '#core/warehouse/document-state.ts'
import type { FeedContext } from '../feed/feed-context.ts'
import { contextOf, type FeedTools } from '../feed/follow-source.ts'
import { type Incoming, toIncoming } from '../feed/incoming.ts'
import { type LeafDocument, readLeafDocuments } from '../feed/read-leaves.ts'
import { refreshDossiers } from '../feed/refresh-dossiers.ts'
import type { Source } from '../feed/source.ts'
import { writeDocuments } from '../feed/take-batch.ts'
import { writeCases } from '../feed/write-cases.ts'
import type { Sql } from '../sql/sql-database.ts'
import { withClaim } from './verify.ts'

const atOnce = 50

/** Puts what the source holds of these documents over what the warehouse holds, whichever is newer. */
export async function repairDocuments(
  tools: FeedTools,
  source: Source,
  { ids, signal }: { ids: readonly string[]; signal: AbortSignal },
): Promise<void> {
  await withClaim(tools, source, signal, async ({ filled }) => {
    const context = contextOf(tools, source, { live: filled, force: true })
    for (let start = 0; start < ids.length; start += atOnce) {
      const some = ids.slice(start, start + atOnce)
      const wanted = some.map((id) => ({ id }))
      const leaves = await readLeafDocuments(tools.couch, source.database, wanted)
      const found = some.flatMap((id) => toDocument(id, leaves.get(id) ?? []))
      const gone = some.filter((id) => (leaves.get(id) ?? []).length === 0)
      await tools.database.transaction(async (tx) => {
        await writeDocuments(tx, context, found)
        await noteGone(tx, context, gone)
      })
    }
  })
}

/** Makes the typed rows of dossiers anew from the raw history. */
export async function repairStar(tools: FeedTools, source: Source, ids: readonly string[]): Promise<void> {
  const context = contextOf(tools, source, { live: false, force: true })
  await tools.database.transaction(async (tx) => {
    const text = 'delete from star.dossier where dossier_id = any($1) and not exists (select 1 from raw.document where doc_id = dossier_id)'
    await tx.query(text, [ids])
    await refreshDossiers(tx, context, ids.map(bare))
  })
}

/** Sums half months up anew; feeds wait meanwhile, so that nothing comes in between. */
export async function repairSums({ database }: FeedTools, halves: readonly string[]): Promise<void> {
  await database.transaction(async (tx) => {
    await tx.query('lock table star.flow in exclusive mode')
    await tx.query('delete from star.flow where block = any($1::date[])', [halves])
    await tx.query('insert into star.flow select * from star.flow_expected where block = any($1::date[])', [halves])
  })
}

function toDocument(id: string, leaves: readonly LeafDocument[]): Incoming[] {
  const [winner, ...others] = [...leaves].sort(byRank)
  if (winner === undefined) return []
  const row = { id, seq: '', changes: [winner, ...others].map(({ _rev: rev }) => ({ rev })), doc: WireDocument.parse(winner) }
  return [toIncoming(row, new Map(others.map((one) => [one._rev, one])))]
}

const isDeleted = (document: LeafDocument): boolean => document['_deleted'] === true

/** CouchDB's choice of a winner: live ones first, then the generation, then the revision's text. */
function byRank(a: LeafDocument, b: LeafDocument): number {
  if (isDeleted(a) !== isDeleted(b)) return isDeleted(a) ? 1 : -1
  const difference = generationOf(b._rev) - generationOf(a._rev)
  return difference !== 0 ? difference : a._rev < b._rev ? 1 : -1
}

/** What the source does not know at all (restored from a backup, purged): its last content stays, marked as gone. */
async function noteGone(tx: Sql, context: FeedContext, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  const { sourceId, kind } = context.source
  await tx.query("update raw.revision set winner = false, leaf = false, reason = 'gone' where source_id = $1 and doc_id = any($2)", [
    sourceId,
    ids,
  ])
  const text = "update raw.document set deleted = true, weight = 0, leaves = '{}', conflicts = 0 where source_id = $1 and doc_id = any($2)"
  await tx.query(text, [sourceId, ids])
  if (kind === 'dossiers') await refreshDossiers(tx, context, ids.map(bare))
  if (kind === 'cases') await writeCases(tx, context, ids.map(bare))
  await tx.query('delete from feed.dead_letter where source_id = $1 and doc_id = any($2)', [sourceId, ids])
}

const bare = (id: string): Incoming => ({
  id,
  bucket: bucketOf(id),
  seq: '',
  state: { rev: '', deleted: true, leaves: [] },
  winner: undefined,
  others: [],
})
