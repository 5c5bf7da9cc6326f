import { bucketOf } from '#core/warehouse/bucket-of.ts'
import { readChangesPage } from '#sync-server/changes-page.ts'
import { type FeedTools, readIncoming } from '../feed/follow-source.ts'
import { isFollowed } from '../feed/is-followed.ts'
import type { Source } from '../feed/source.ts'
import { contentHash, stateHash } from './digest.ts'

/** One document at the source, as the digest counts it. */
export type Entry = { id: string; bucket: string; hash: bigint }

export type Reading = { source: Source; since: string; deep: boolean; signal: AbortSignal }

const pageBytes = 4 * 1024 * 1024

/** Every document that stands at the source behind `since`; with `deep` their contents are read too. Answers how far it read. */
export async function readSource(tools: FeedTools, reading: Reading, visit: (entry: Entry) => void): Promise<string> {
  const { source, deep, signal } = reading
  let since = reading.since
  let spentMs = 0
  for (;;) {
    await tools.calm(spentMs)
    const from = performance.now()
    const wish = {
      central: tools.central,
      database: source.database,
      since,
      rows: deep ? 500 : 5_000,
      bytes: pageBytes,
      docs: deep,
      signal,
    }
    const { page } = await readChangesPage(wish)
    since = page.last_seq
    if (deep)
      for (const one of await readIncoming(tools, source, page)) visit(entryOf(one.id, stateHash(one.id, one.state) + contentHash(one)))
    else for (const { id, changes, deleted } of page.results) visitState(id, { changes, deleted: deleted === true }, visit)
    spentMs = performance.now() - from
    if (page.results.length === 0 || page.pending === 0) return since
  }
}

const entryOf = (id: string, hash: bigint): Entry => ({ id, bucket: bucketOf(id), hash })

/** Without its body the first leaf of a row is the winner (CouchDB lists it first). */
function visitState(id: string, row: { changes: { rev: string }[]; deleted: boolean }, visit: (entry: Entry) => void): void {
  if (!isFollowed(id)) return
  const leaves = row.changes.map(({ rev }) => rev)
  visit(entryOf(id, stateHash(id, { rev: leaves[0] ?? '', deleted: row.deleted, leaves })))
}
