import { z } from 'zod'
import { BulkAnswer, type BulkRow, ChangesAnswer, WireDocument } from '#core/sync/wire.ts'
import { type Answer, ask, expect, type Side } from './side.ts'

/** The calls of CouchDB's protocol that replication makes, the same on both sides. */
export type Changes = { rows: { id: string; revs: string[]; deleted: boolean }[]; lastSeq: string; full: boolean }

const Diff = z.record(z.string(), z.object({ missing: z.array(z.string()) }))
const Got = z.object({
  results: z.array(
    z.object({ id: z.string(), docs: z.array(z.union([z.object({ ok: WireDocument }), z.object({ error: z.unknown() })])) }),
  ),
})
const Rows = z.object({
  rows: z.array(
    z.object({
      id: z.string().optional(),
      value: z.object({ rev: z.string(), deleted: z.boolean().optional() }).nullish(),
      doc: WireDocument.nullish(),
    }),
  ),
})

/** What is new since `seq`, design documents left out: each side has those of its own build. */
export async function readChanges(side: Side, database: string, seq: string, limit: number): Promise<Changes> {
  const query = new URLSearchParams({ since: seq, limit: String(limit), style: 'all_docs' })
  const { results, last_seq } = expect(await ask(side, `/${database}/_changes?${query}`, ChangesAnswer))
  const rows = results.filter(({ id }) => !id.startsWith('_'))
  return {
    rows: rows.map(({ id, changes, deleted }) => ({ id, revs: changes.map(({ rev }) => rev), deleted: deleted === true })),
    lastSeq: last_seq,
    full: results.length >= limit,
  }
}

/** Of these revisions those that the side does not have. */
export async function findMissing(side: Side, database: string, revs: Record<string, string[]>): Promise<Record<string, string[]>> {
  if (Object.keys(revs).length === 0) return {}
  const diff = expect(await ask(side, `/${database}/_revs_diff`, Diff, { json: revs }))
  return Object.fromEntries(Object.entries(diff).map(([id, { missing }]) => [id, missing]))
}

/** Revisions with their whole history, ready for {@link writeRevisions}. */
export async function readRevisions(side: Side, database: string, wanted: Record<string, string[]>): Promise<WireDocument[]> {
  const docs = Object.entries(wanted).flatMap(([id, revs]) => revs.map((rev) => ({ id, rev })))
  if (docs.length === 0) return []
  const { results } = expect(await ask(side, `/${database}/_bulk_get?revs=true&attachments=true`, Got, { json: { docs } }))
  return results.flatMap((one) => one.docs.flatMap((doc) => ('ok' in doc ? [doc.ok] : [])))
}

/** Writes revisions as they are (`new_edits: false`); answers only what was not written. */
export function writeRevisions(side: Side, database: string, docs: WireDocument[]): Promise<Answer<BulkRow[]>> {
  return ask(side, `/${database}/_bulk_docs`, BulkAnswer, { json: { docs, new_edits: false } })
}

/** The winning revisions of documents that the side has and that are not deleted. */
export async function findPresent(side: Side, database: string, ids: string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const { rows } = expect(await ask(side, `/${database}/_all_docs`, Rows, { json: { keys: ids } }))
  return new Map(rows.flatMap(({ id, value }) => (id === undefined || value == null || value.deleted === true ? [] : [[id, value.rev]])))
}

export async function readDocuments(side: Side, database: string, ids: string[]): Promise<Map<string, WireDocument>> {
  if (ids.length === 0) return new Map()
  const { rows } = expect(await ask(side, `/${database}/_all_docs?include_docs=true`, Rows, { json: { keys: ids } }))
  return new Map(rows.flatMap(({ doc }) => (doc == null ? [] : [[doc._id, doc]])))
}
