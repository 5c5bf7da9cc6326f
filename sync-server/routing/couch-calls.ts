import type { ServerScope } from 'nano'
import { z } from 'zod'
import { statusOf } from '#sync-server/provision/couch-admin.ts'
import { routingViews } from '#sync-server/provision/views.ts'

/** A document with its revision tree, as `_bulk_get?revs=true` gives it. */
export type RevisionDocument = Record<string, unknown> & { _id: string; _rev: string }

const Document = z.looseObject({ _id: z.string(), _rev: z.string() })
const BulkGet = z.object({ results: z.array(z.object({ id: z.string(), docs: z.array(z.looseObject({ ok: Document.optional() })) })) })
const Seq = z.union([z.string(), z.number()]).transform(String)
const Change = z.object({ id: z.string(), changes: z.array(z.unknown()), doc: Document.nullish() })
const Changes = z.object({ results: z.array(Change), last_seq: Seq })
const KeyRows = z.object({
  rows: z.array(
    z.object({
      key: z.string(),
      value: z.object({ rev: z.string(), deleted: z.boolean().optional() }).nullish(),
      doc: Document.nullish(),
    }),
  ),
})
const ViewRows = z.object({ rows: z.array(z.object({ id: z.string(), key: z.string(), value: z.unknown() })) })
const BulkRows = z.array(z.looseObject({ id: z.string().optional(), error: z.string().optional(), reason: z.string().nullish() }))
const Infos = z.array(z.object({ key: z.string(), info: z.object({ update_seq: Seq }).optional() }))

export type ChangesPage = z.infer<typeof Changes>
export type KeyRow = z.infer<typeof KeyRows>['rows'][number]
export type ViewRow = z.infer<typeof ViewRows>['rows'][number]

/** A write that CouchDB did not take. */
export class NotWritten extends Error {
  readonly conflict: boolean

  constructor(database: string, rows: z.infer<typeof BulkRows>) {
    super(`${database}: ${rows.map((row) => `${row.id}: ${row.error} ${row.reason ?? ''}`).join('; ')}`)
    this.name = 'NotWritten'
    this.conflict = rows.every((row) => row.error === 'conflict')
  }
}

/** Every leaf of these documents, deleted ones too, with their revision trees; nothing where the database is not there. */
export async function readLeaves(couch: ServerScope, db: string, ids: string[]): Promise<Map<string, RevisionDocument[]>> {
  const leaves = new Map<string, RevisionDocument[]>()
  if (ids.length === 0) return leaves
  const call = { method: 'POST', db, path: '_bulk_get', qs: { revs: true, attachments: true }, body: { docs: ids.map((id) => ({ id })) } }
  const answer = await whereThere(() => couch.request(call))
  if (answer === undefined) return leaves
  for (const { id, docs } of BulkGet.parse(answer).results) {
    const found = docs.flatMap(({ ok }) => (ok === undefined ? [] : [ok]))
    if (found.length > 0) leaves.set(id, [...(leaves.get(id) ?? []), ...found])
  }
  return leaves
}

export async function readChanges(
  couch: ServerScope,
  db: string,
  wish: { since: string; limit: number; docs: boolean },
): Promise<ChangesPage> {
  const qs = { since: wish.since, limit: wish.limit, style: 'all_docs', include_docs: wish.docs }
  return Changes.parse(await couch.request({ db, path: '_changes', qs }))
}

/** What stands under these ids: live, deleted or nothing. */
export async function readKeys(couch: ServerScope, db: string, keys: string[], docs = false): Promise<Map<string, KeyRow>> {
  if (keys.length === 0) return new Map()
  const call = { method: 'POST', db, path: '_all_docs', qs: { include_docs: docs }, body: { keys } }
  const answer = await whereThere(() => couch.request(call))
  return new Map(answer === undefined ? [] : KeyRows.parse(answer).rows.map((row) => [row.key, row]))
}

/** Rows of one of the router's views by key. */
export async function readView(couch: ServerScope, db: string, view: string, keys: string[]): Promise<ViewRow[]> {
  if (keys.length === 0) return []
  const path = `_design/${routingViews}/_view/${view}`
  const answer = await whereThere(() => couch.request({ method: 'POST', db, path, body: { keys } }))
  return answer === undefined ? [] : ViewRows.parse(answer).rows
}

/** Writes revisions as they are, beside whatever is there. */
export async function writeRevisions(couch: ServerScope, db: string, docs: Record<string, unknown>[]): Promise<void> {
  await writeBulk(couch, db, { docs, new_edits: false })
}

/** Writes documents as new revisions. */
export async function writeEdits(couch: ServerScope, db: string, docs: Record<string, unknown>[]): Promise<void> {
  await writeBulk(couch, db, { docs })
}

async function writeBulk(couch: ServerScope, db: string, body: { docs: Record<string, unknown>[]; new_edits?: false }): Promise<void> {
  if (body.docs.length === 0) return
  const rows = BulkRows.parse(await couch.request({ method: 'POST', db, path: '_bulk_docs', body }))
  const failed = rows.filter((row) => row.error !== undefined)
  if (failed.length > 0) throw new NotWritten(db, failed)
}

const infoBatch = 100

/** How far each database is; those that are not there are left out. */
export async function readSequences(couch: ServerScope, names: string[]): Promise<Map<string, string>> {
  const sequences = new Map<string, string>()
  for (let start = 0; start < names.length; start += infoBatch) {
    const body = { keys: names.slice(start, start + infoBatch) }
    const infos = Infos.parse(await couch.request({ method: 'POST', path: '_dbs_info', body }))
    for (const { key, info } of infos) if (info !== undefined) sequences.set(key, info.update_seq)
  }
  return sequences
}

async function whereThere(call: () => Promise<unknown>): Promise<unknown> {
  try {
    return await call()
  } catch (error) {
    if (statusOf(error) === 404) return undefined
    throw error
  }
}
