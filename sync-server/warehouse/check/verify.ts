import { setTimeout as wait } from 'node:timers/promises'
import { z } from 'zod'
import { bucketOf } from '#core/warehouse/bucket-of.ts'
import { type Claim, ClaimLost, claimSource, releaseSource } from '../feed/claim.ts'
import { type FeedTools, readToEnd } from '../feed/follow-source.ts'
import type { Source } from '../feed/source.ts'
import { addTo, type Digest, differingBuckets } from './digest.ts'
import { type Entry, readSource } from './read-source.ts'
import { listCaseFaults, listEntries, listFlowFaults, listStarFaults, listUnstorable, readWarehouse } from './read-warehouse.ts'

/** One document that is not the same on both sides; `star`: its typed rows are not what the raw history says; `sums`: those of a half month. */
export type Finding = { database: string; bucket: string; id: string; what: 'missing' | 'extra' | 'differs' | 'star' | 'sums' }

export type Verified = { documents: number; findings: Finding[] }

type Wish = { deep: boolean; signal: AbortSignal }

/**
 * Compares one database with the warehouse by the digest of each day, and where a day differs, document by document. The database is
 * read to its end first; from then on feeds go on with it, and what the source has changed since is left out of the comparison.
 */
export async function verifySource(tools: FeedTools, source: Source, wish: Wish): Promise<Verified> {
  const since = await withClaim(tools, source, wish.signal, async (claim) => {
    await readToEnd(tools, { source, claim, signal: wish.signal })
    return positionOf(tools, source)
  })
  const reading = { source, since: '0', ...wish }
  const there: Digest = new Map()
  let documents = 0
  await readSource(tools, reading, ({ bucket, hash }) => {
    documents += 1
    addTo(there, bucket, hash)
  })
  const buckets = differingBuckets(there, await readWarehouse(tools.database, source.sourceId, wish.deep))
  if (buckets.length === 0) return { documents, findings: [] }
  const entries = new Map<string, Entry>()
  await readSource(tools, reading, (entry) => {
    if (buckets.includes(entry.bucket)) entries.set(entry.id, entry)
  })
  const here = await listEntries(tools.database, source.sourceId, { buckets, deep: wish.deep })
  // Read last: whatever either side was found with had been written by then.
  const skipped = new Set(await listUnstorable(tools.database, source.sourceId))
  await readSource(tools, { ...reading, since, deep: false }, ({ id }) => skipped.add(id))
  return { documents, findings: compare(source, { entries, here, skipped }) }
}

/** Dossiers whose typed rows are not what the raw history says. */
export async function verifyStar(tools: FeedTools): Promise<Finding[]> {
  const ids = await listStarFaults(tools.database)
  return ids.map((id) => ({ database: 'star', bucket: bucketOf(id), id, what: 'star' }))
}

/** Cases whose rows are not what the raw history says. */
export async function verifyCases(tools: FeedTools, { sourceId, database, kind }: Source): Promise<Finding[]> {
  if (kind !== 'cases') return []
  const ids = await listCaseFaults(tools.database, sourceId)
  return ids.map((id) => ({ database, bucket: bucketOf(id), id, what: 'star' }))
}

/** Half months whose sums are not those of the dossiers in them. */
export async function verifySums(tools: FeedTools): Promise<Finding[]> {
  const halves = await listFlowFaults(tools.database)
  return halves.map((half) => ({ database: 'star', bucket: half, id: `flow:${half}`, what: 'sums' }))
}

function compare(
  { database }: Source,
  { entries, here, skipped }: { entries: Map<string, Entry>; here: Map<string, bigint>; skipped: Set<string> },
): Finding[] {
  const missing = [...entries.values()].flatMap(({ id, hash }): Finding[] => {
    const known = here.get(id)
    if (known === hash) return []
    return [{ database, bucket: bucketOf(id), id, what: known === undefined ? 'missing' : 'differs' }]
  })
  const extra = [...here.keys()]
    .filter((id) => !entries.has(id))
    .map((id): Finding => ({ database, bucket: bucketOf(id), id, what: 'extra' }))
  return [...missing, ...extra].filter(({ id }) => !skipped.has(id)).sort((a, b) => (a.id < b.id ? -1 : 1))
}

const claimTries = 240

/** Waits for a feed that is at work on the database; it gives it back as soon as it has read to the end. */
export async function withClaim<T>(tools: FeedTools, source: Source, signal: AbortSignal, work: (claim: Claim) => Promise<T>): Promise<T> {
  for (let tries = 0; tries < claimTries; tries++) {
    const claim = await claimSource(tools.database, source.sourceId, tools)
    if (claim === undefined) await wait(250, undefined, { signal })
    else
      try {
        return await work(claim)
      } finally {
        await releaseSource(tools.database, claim, { filled: false, error: null }).catch(() => undefined)
      }
  }
  throw new ClaimLost()
}

const Position = z.tuple([z.object({ seq: z.string() })])

async function positionOf({ database }: FeedTools, { sourceId }: Source): Promise<string> {
  const [{ seq }] = Position.parse(await database.query('select seq from feed.source where source_id = $1', [sourceId]))
  return seq
}
