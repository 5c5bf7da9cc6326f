import { createHash } from 'node:crypto'
import { type DocumentState, textOf } from '#core/warehouse/document-state.ts'
import type { Incoming, Revision } from '../feed/incoming.ts'

/** One bucket of a database: how many documents, and the sum of their hashes modulo 2^64, in whichever order they came. */
export type BucketDigest = { documents: number; sum: bigint }
export type Digest = Map<string, BucketDigest>

/** First eight bytes of the SHA-256 as a signed integer: PostgreSQL computes the same from what it stores. */
export function hashOf(text: string): bigint {
  return createHash('sha256').update(text).digest().readBigInt64BE(0)
}

/** Where the document stands; as `raw.document` says it. */
export function stateHash(id: string, state: DocumentState): bigint {
  return hashOf(`${id}\n${textOf(state)}`)
}

/** What its live leaves hold, attachments by their MD5; deleted ones hold nothing that counts. */
export function contentHash({ id, winner, others }: Incoming): bigint {
  const live = [...(winner === undefined ? [] : [winner]), ...others].filter((one) => !one.deleted)
  return live.reduce((sum, one) => sum + revisionHash(id, one), 0n)
}

function revisionHash(id: string, { rev, content, attachments }: Revision): bigint {
  return hashOf(`${id}\n${rev}\n${content?.text ?? ''}\n${attachments ?? ''}`)
}

export function addTo(digest: Digest, bucket: string, hash: bigint): void {
  const before = digest.get(bucket) ?? { documents: 0, sum: 0n }
  digest.set(bucket, { documents: before.documents + 1, sum: BigInt.asUintN(64, before.sum + hash) })
}

/** Buckets that are not the same on both sides. */
export function differingBuckets(one: Digest, other: Digest): string[] {
  const buckets = new Set([...one.keys(), ...other.keys()])
  return [...buckets]
    .filter((bucket) => one.get(bucket)?.sum !== other.get(bucket)?.sum || one.get(bucket)?.documents !== other.get(bucket)?.documents)
    .sort()
}
