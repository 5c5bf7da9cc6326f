import { z } from 'zod'
import { badRequest, CouchError } from './couch-error.ts'
import { requireWhole } from './evict-bytes.ts'
import type { AllDocsRow } from './pouch-store.ts'
import { type CouchAnswer, type CouchRequest, count, flag, jsonBody, jsonParameter } from './request.ts'
import { writeDocuments } from './write-documents.ts'

/** `_bulk_docs`: 201 says that the request was understood, each row whether its document was written. */
export async function bulkDocs(request: CouchRequest): Promise<CouchAnswer> {
  requirePost(request)
  const { docs, new_edits: newEdits = true } = jsonBody(request)
  if (docs === undefined) throw badRequest('POST body must include `docs` parameter.')
  if (!Array.isArray(docs)) throw badRequest('`docs` parameter must be an array.')
  if (typeof newEdits !== 'boolean') throw badRequest('`new_edits` must be a boolean.')
  return { status: 201, body: await writeDocuments(request, docs, newEdits) }
}

const Wanted = z.array(z.object({ id: z.string(), rev: z.string().optional() }))

/** `_bulk_get`: one row for each wanted document, its revision or the leaves. */
export async function bulkGet(request: CouchRequest): Promise<CouchAnswer> {
  requirePost(request)
  const wanted = Wanted.safeParse(jsonBody(request)['docs'])
  if (!wanted.success) throw badRequest("Missing JSON list of 'docs'.")
  const options = {
    revs: flag(request.query, 'revs'),
    attachments: flag(request.query, 'attachments'),
    latest: flag(request.query, 'latest'),
  }
  const results = await Promise.all(wanted.data.map(async ({ id, rev }) => ({ id, docs: await getRevisions(request, id, rev, options) })))
  return { status: 200, body: { results } }
}

async function getRevisions(
  request: CouchRequest,
  id: string,
  rev: string | undefined,
  options: Record<string, unknown>,
): Promise<unknown[]> {
  const absent = (missing: string): unknown => ({ error: { id, rev: missing, error: 'not_found', reason: 'missing' } })
  const openRevs = rev === undefined ? 'all' : [rev]
  const leaves = await request.database.pouch.get(id, { ...options, open_revs: openRevs }).catch((error: { status?: number }) => {
    if (error.status === 404) return []
    throw error
  })
  if (leaves.length === 0) return [absent(rev ?? 'undefined')]
  return leaves.map((leaf) => ('ok' in leaf ? { ok: requireWhole(leaf.ok) } : absent(leaf.missing)))
}

/** `_all_docs`, whole, by range or by keys. */
export async function allDocs(request: CouchRequest): Promise<CouchAnswer> {
  const { query } = request
  const body = request.method === 'POST' ? jsonBody(request) : {}
  const keys = body['keys'] ?? jsonParameter(query, 'keys')
  if (keys !== undefined && !z.array(z.string()).safeParse(keys).success) throw badRequest('`keys` must be an array of strings.')
  const key = (...names: string[]): unknown =>
    names.map((name) => body[name]).find((one) => one !== undefined) ?? jsonParameter(query, ...names)
  const range = {
    startkey: key('startkey', 'start_key'),
    endkey: key('endkey', 'end_key'),
    key: key('key'),
    keys,
    limit: z.number().int().nonnegative().optional().parse(body['limit']) ?? count(query, 'limit'),
    skip: z.number().int().nonnegative().optional().parse(body['skip']) ?? count(query, 'skip'),
  }
  const given = Object.fromEntries(Object.entries(range).filter(([, value]) => value !== undefined))
  const { total_rows, offset, rows } = await request.database.pouch.allDocs({
    ...given,
    include_docs: body['include_docs'] === true || flag(query, 'include_docs'),
    conflicts: flag(query, 'conflicts'),
    attachments: flag(query, 'attachments'),
    descending: flag(query, 'descending'),
    inclusive_end: query.get('inclusive_end') !== 'false',
  })
  return { status: 200, body: { total_rows, offset: keys === undefined ? (offset ?? 0) : null, rows: rows.map(asCouchRow) } }
}

function asCouchRow(row: AllDocsRow): unknown {
  if (row.doc) requireWhole(row.doc)
  return row.error === undefined ? row : { key: row.key, error: 'not_found' }
}

/** `_revs_diff`: which of these revisions are not here. */
export async function revsDiff(request: CouchRequest): Promise<CouchAnswer> {
  requirePost(request)
  const revs = z.record(z.string(), z.array(z.string())).safeParse(jsonBody(request))
  if (!revs.success) throw badRequest('Request body must be an object of arrays of revisions.')
  return { status: 200, body: await request.database.pouch.revsDiff(revs.data) }
}

function requirePost(request: CouchRequest): void {
  if (request.method !== 'POST') throw new CouchError(405, 'method_not_allowed', 'Only POST allowed')
}
