import { judgeRow, type RowVerdict } from '#core/sync/judge-row.ts'
import type { BulkRow } from '#core/sync/wire.ts'
import type { Couch } from './couch.ts'
import type { SyncParts } from './sync-parts.ts'

/** One document of a batch and what it stands for. */
export type Parcel<T> = { item: T; document: Record<string, unknown> }

const largestBatch = 100
const largestBatchBytes = 1_000_000

/** Sends documents and hands on a verdict for each. A batch that is refused whole is sent again in halves, so one bad row stops no other. */
export async function sendBatches<T>(
  parts: Pick<SyncParts, 'link' | 'flight'>,
  couch: Couch,
  parcels: Parcel<T>[],
  settle: (verdicts: { item: T; verdict: RowVerdict }[]) => Promise<void>,
): Promise<void> {
  for (const batch of toBatches(parcels)) await sendBatch(parts, couch, batch, settle)
}

async function sendBatch<T>(
  parts: Pick<SyncParts, 'link' | 'flight'>,
  couch: Couch,
  batch: Parcel<T>[],
  settle: (verdicts: { item: T; verdict: RowVerdict }[]) => Promise<void>,
): Promise<void> {
  const { link, flight } = parts
  const documents = batch.map(({ document }) => document)
  const answer = link.check(await flight.during(batch.map(keyOf), () => couch.bulk(documents)))
  if (answer.kind === 'ok') {
    const verdicts = batch.map(({ item, document }, index) => ({ item, verdict: judgeRow(rowOf(answer.value, document, index)) }))
    if (verdicts.some(({ verdict }) => verdict.kind === 'acknowledged')) link.sent()
    return settle(verdicts)
  }
  if (batch.length > 1) {
    const half = Math.ceil(batch.length / 2)
    await sendBatch(parts, couch, batch.slice(0, half), settle)
    return sendBatch(parts, couch, batch.slice(half), settle)
  }
  const verdict =
    answer.status === 413
      ? judgeRow({ error: 'too_large', reason: answer.reason })
      : judgeRow({ error: answer.code, reason: answer.reason })
  return settle(batch.map(({ item }) => ({ item, verdict })))
}

const keyOf = ({ document }: Parcel<unknown>) => String(document._id)

/** Rows answer in order and by id; an answer that leaves rows out is matched by id. */
function rowOf(rows: BulkRow[], document: Record<string, unknown>, index: number): BulkRow | undefined {
  const row = rows[index]
  if (row !== undefined && (row.id === undefined || row.id === document._id)) return row
  return rows.find(({ id }) => id === document._id)
}

function toBatches<T>(parcels: Parcel<T>[]): Parcel<T>[][] {
  const batches: Parcel<T>[][] = []
  let batch: Parcel<T>[] = []
  let bytes = 0
  for (const parcel of parcels) {
    const size = JSON.stringify(parcel.document).length
    if (batch.length > 0 && (batch.length >= largestBatch || bytes + size > largestBatchBytes)) {
      batches.push(batch)
      batch = []
      bytes = 0
    }
    batch.push(parcel)
    bytes += size
  }
  return batch.length > 0 ? [...batches, batch] : batches
}
