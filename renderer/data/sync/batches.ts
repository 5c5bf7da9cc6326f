import { judgeRow, type RowVerdict } from '#core/sync/judge-row.ts'
import type { BulkRow } from '#core/sync/wire.ts'
import type { Couch } from './couch.ts'
import type { SyncParts } from './sync-parts.ts'

/** One document of a batch and what it stands for. */
export type Parcel<T> = { item: T; document: Record<string, unknown> }

export type Verdicts<T> = { item: T; verdict: RowVerdict }[]

type Sender = Pick<SyncParts, 'link' | 'flight'>
type Weighed<T> = Parcel<T> & { bytes: number }

const mostRows = 500

/**
 * Sends documents and hands on a verdict for each. A batch that is refused whole is sent again in halves, so one bad row stops no
 * other. While one answer is written down the next batch is under way.
 */
export async function sendBatches<T>(
  parts: Sender,
  couch: Couch,
  parcels: Parcel<T>[],
  settle: (verdicts: Verdicts<T>) => Promise<void>,
): Promise<void> {
  const waiting = parcels.map((parcel) => ({ ...parcel, bytes: JSON.stringify(parcel.document).length }))
  let settled = Promise.resolve()
  try {
    while (waiting.length > 0) {
      const verdicts = await sendBatch(parts, couch, takeBatch(waiting, parts.flight.load.bytes()))
      await settled
      settled = settle(verdicts)
      // Told when it is waited for; until then it is nobody's unhandled failure.
      settled.catch(() => undefined)
    }
  } finally {
    await settled
  }
}

/** Takes the first documents that fit into a load; a large one goes alone. */
function takeBatch<T>(waiting: Weighed<T>[], mostBytes: number): Weighed<T>[] {
  let bytes = 0
  let count = 0
  for (const parcel of waiting) {
    bytes += parcel.bytes
    if (count > 0 && (bytes > mostBytes || count >= mostRows)) break
    count += 1
  }
  return waiting.splice(0, count)
}

async function sendBatch<T>(parts: Sender, couch: Couch, batch: Weighed<T>[]): Promise<Verdicts<T>> {
  const answer = await ask(parts, couch, batch)
  if (answer.kind === 'ok') {
    const verdicts = batch.map(({ item, document }, index) => ({ item, verdict: judgeRow(rowOf(answer.value, document, index)) }))
    if (verdicts.some(({ verdict }) => verdict.kind === 'acknowledged')) parts.link.sent()
    return verdicts
  }
  if (batch.length > 1) {
    const half = Math.ceil(batch.length / 2)
    return [...(await sendBatch(parts, couch, batch.slice(0, half))), ...(await sendBatch(parts, couch, batch.slice(half)))]
  }
  const { code, reason } = answer
  const verdict = judgeRow({ error: answer.status === 413 ? 'too_large' : code, reason })
  return batch.map(({ item }) => ({ item, verdict }))
}

/** Ends the round where there is no answer; the next one then tries a smaller load. */
async function ask({ link, flight }: Sender, couch: Couch, batch: Weighed<unknown>[]) {
  const documents = batch.map(({ document }) => document)
  const bytes = batch.reduce((sum, one) => sum + one.bytes, 0)
  const began = performance.now()
  const answer = await flight.during(batch.map(keyOf), () => couch.bulk(documents, flight.load.timeoutMs(bytes)))
  if (answer.kind === 'unreachable') flight.load.failed()
  else flight.load.arrived(performance.now() - began)
  return link.check(answer)
}

const keyOf = ({ document }: Parcel<unknown>) => String(document._id)

/** Rows answer in order and by id; an answer that leaves rows out is matched by id. */
function rowOf(rows: BulkRow[], document: Record<string, unknown>, index: number): BulkRow | undefined {
  const row = rows[index]
  if (row !== undefined && (row.id === undefined || row.id === document._id)) return row
  return rows.find(({ id }) => id === document._id)
}
