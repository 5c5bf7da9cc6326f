import { canonicalJson } from '#core/journal/event.ts'
import { toInstant } from '#core/record/instant.ts'
import { judgeRow } from '#core/sync/judge-row.ts'
import type { Refusal } from '#core/sync/mark.ts'
import { fromWire, type WireDocument } from '#core/sync/wire.ts'
import { type Changes, findMissing, findPresent, readChanges, readDocuments, readRevisions, writeRevisions } from './couch-calls.ts'
import type { Direction, HubMemory } from './hub-memory.ts'
import type { Side } from './side.ts'

/** One database, one direction. */
export type Way = { direction: Direction; database: string; from: Side; to: Side; memory: HubMemory; now: () => number }

type Row = Changes['rows'][number]
/** Brings a batch of changes over; what is refused is kept, and never stops a neighbour. Answers how many documents moved. */
export type Carry = (way: Way, rows: Row[]) => Promise<number>

const pageSize = 100
const largestBatchBytes = 1_000_000

/** Brings over what is new; how far it got is written after the work, so that a kill repeats and never skips. */
export async function replicate(way: Way, carry: Carry, interrupted: () => boolean = () => false): Promise<number> {
  const { memory, direction, database } = way
  let moved = 0
  let seq = await memory.checkpoint(direction, database)
  for (;;) {
    const { rows, lastSeq, full } = await readChanges(way.from, database, seq, pageSize)
    moved += await carry(way, rows)
    if (lastSeq !== seq) await memory.keepCheckpoint(direction, database, lastSeq)
    if (!full || interrupted()) return moved
    seq = lastSeq
  }
}

/** What was refused goes again: rules, rights or the other side's state may have changed. */
export async function retryRefused(way: Way, carry: Carry): Promise<number> {
  const waiting = await way.memory.refused(way.direction, way.database)
  if (waiting.length === 0) return 0
  return carry(
    way,
    waiting.map(({ id, revs }) => ({ id, revs, deleted: false })),
  )
}

/** Dossiers and catalogue: every leaf with its history, so that both sides agree on what stands on what. */
export const carryTrees: Carry = async (way, rows) => {
  const revs = Object.fromEntries(rows.map(({ id, revs: leaves }) => [id, leaves]))
  const missing = await findMissing(way.to, way.database, revs)
  await settle(
    way,
    rows.map(({ id }) => id).filter((id) => missing[id] === undefined),
  )
  return write(way, await readRevisions(way.from, way.database, missing))
}

/**
 * Events are written once. One that a desk brought to both sides has two revisions of the same content; carrying it over would make
 * a conflict of equals, so it counts as there.
 */
export const carryOnce: Carry = async (way, rows) => {
  const { from, to, database } = way
  const living = rows.filter(({ deleted }) => !deleted)
  const present = await findPresent(
    to,
    database,
    living.map(({ id }) => id),
  )
  const other = living.filter(({ id, revs }) => present.has(id) && !revs.includes(present.get(id) ?? ''))
  await compare(
    way,
    other.map(({ id }) => id),
  )
  await settle(
    way,
    living.filter(({ id, revs }) => revs.includes(present.get(id) ?? '')).map(({ id }) => id),
  )
  const absent = living.filter(({ id }) => !present.has(id))
  return write(way, await readRevisions(from, database, Object.fromEntries(absent.map(({ id, revs }) => [id, revs.slice(0, 1)]))))
}

async function compare(way: Way, ids: string[]): Promise<void> {
  const [ours, theirs] = await Promise.all([readDocuments(way.from, way.database, ids), readDocuments(way.to, way.database, ids)])
  for (const id of ids) {
    const mine = ours.get(id)
    const other = theirs.get(id)
    if (mine === undefined || other === undefined) continue
    if (bodyOf(mine) === bodyOf(other)) await way.memory.forgetRefused({ ...way, id })
    else await refuse(way, mine, { code: 'conflict', reason: 'another event has this id' })
  }
}

const bodyOf = (document: WireDocument): string => canonicalJson(fromWire(document).body)

async function write(way: Way, docs: WireDocument[]): Promise<number> {
  let moved = 0
  for (const batch of toBatches(docs)) moved += await writeBatch(way, batch)
  return moved
}

/** A batch that is refused whole goes again in halves. */
async function writeBatch(way: Way, batch: WireDocument[]): Promise<number> {
  const answer = await writeRevisions(way.to, way.database, batch)
  if (!answer.ok) {
    if (batch.length > 1) {
      const half = Math.ceil(batch.length / 2)
      return (await writeBatch(way, batch.slice(0, half))) + (await writeBatch(way, batch.slice(half)))
    }
    const error = answer.status === 413 ? 'too_large' : answer.code
    for (const document of batch) await refuseRow(way, document, { error, reason: answer.reason })
    return 0
  }
  const bad = new Map(answer.value.flatMap((row) => (row.error === undefined || row.id === undefined ? [] : [[row.id, row]])))
  for (const document of batch) {
    const row = bad.get(document._id)
    if (row !== undefined) await refuseRow(way, document, { error: row.error, reason: row.reason ?? '' })
  }
  await settle(
    way,
    batch.map(({ _id }) => _id).filter((id) => !bad.has(id)),
  )
  return batch.length - bad.size
}

async function refuseRow(way: Way, document: WireDocument, row: { error: string | undefined; reason: string }): Promise<void> {
  const verdict = judgeRow(row)
  await refuse(way, document, verdict.kind === 'refused' ? verdict : { code: 'unknown', reason: `${row.error}: ${row.reason}` })
}

/** Keeps the refusal with all refused leaves of the document. */
export async function refuse(way: Way, document: { _id: string; _rev: string }, why: Pick<Refusal, 'code' | 'reason'>): Promise<void> {
  const { direction, database, memory, now } = way
  const before = (await memory.refused(direction, database)).find(({ id }) => id === document._id)
  const revs = [...new Set([...(before?.revs ?? []), document._rev])]
  const { code, reason } = why
  await memory.keepRefused({ direction, database, id: document._id, revs, refusal: { code, reason, at: toInstant(now()) } })
}

/** The other side has these: whatever it once refused of them is over. */
async function settle(way: Way, ids: string[]): Promise<void> {
  const arrived = new Set(ids)
  for (const one of await way.memory.refused(way.direction, way.database)) if (arrived.has(one.id)) await way.memory.forgetRefused(one)
}

function toBatches(docs: WireDocument[]): WireDocument[][] {
  const batches: WireDocument[][] = []
  let bytes = 0
  for (const document of docs) {
    const size = JSON.stringify(document).length
    const last = batches.at(-1)
    if (last === undefined || bytes + size > largestBatchBytes) {
      batches.push([document])
      bytes = size
    } else {
      last.push(document)
      bytes += size
    }
  }
  return batches
}
