import { z } from 'zod'
import { badRequest, CouchError, notFound } from './couch-error.ts'
import { checkId, checkRevision } from './document.ts'
import type { DocumentDatabase } from './document-database.ts'
import { requireBytes, requireWhole } from './evict-bytes.ts'
import { type CouchAnswer, type CouchRequest, flag, header, jsonParameter, parseJson } from './request.ts'
import { writeOne } from './write-documents.ts'

/** `/db/doc` and `/db/doc/attachment`. */
export async function answerDocument(request: CouchRequest, id: string, attachment: string | null): Promise<CouchAnswer> {
  checkId(id)
  checkRevision(request.query.get('rev') ?? undefined)
  if (attachment !== null) return answerAttachment(request, id, attachment)
  if (request.method === 'GET' || request.method === 'HEAD') return readDocument(request, id)
  if (request.method === 'PUT') return putDocument(request, id)
  if (request.method === 'DELETE') return deleteDocument(request, id)
  throw new CouchError(405, 'method_not_allowed', 'Only DELETE,GET,HEAD,PUT allowed')
}

async function readDocument(request: CouchRequest, id: string): Promise<CouchAnswer> {
  const { query, database } = request
  const openRevs = query.get('open_revs')
  const options = { revs: flag(query, 'revs'), attachments: flag(query, 'attachments'), latest: flag(query, 'latest') }
  if (openRevs !== null) {
    const wanted = openRevs === 'all' ? openRevs : z.array(z.string()).parse(jsonParameter(query, 'open_revs'))
    const leaves = await database.pouch.get(id, { ...options, open_revs: wanted }).catch(notThere)
    for (const leaf of leaves) if ('ok' in leaf) requireWhole(leaf.ok)
    return { status: 200, body: leaves }
  }
  const rev = query.get('rev')
  const document = await database.pouch
    .get(id, {
      ...options,
      ...(rev === null ? {} : { rev }),
      conflicts: flag(query, 'conflicts'),
      deleted_conflicts: flag(query, 'deleted_conflicts'),
      revs_info: flag(query, 'revs_info'),
    })
    .catch(notThere)
  return { status: 200, body: requireWhole(document), headers: { etag: `"${document._rev}"` } }
}

async function putDocument(request: CouchRequest, id: string): Promise<CouchAnswer> {
  const body = parseJson(request.body)
  if (typeof body !== 'object' || body === null || Array.isArray(body)) throw badRequest('Document must be a JSON object')
  const rev = revisionOf(request)
  const own = Object.fromEntries(Object.entries(body))
  if (rev !== undefined && own['_rev'] !== undefined && own['_rev'] !== rev)
    throw badRequest('Document rev from request body and query string have different values')
  const document = { ...own, _id: id, ...(rev === undefined ? {} : { _rev: rev }) }
  const newEdits = request.query.get('new_edits') !== 'false'
  return written(await writeOne(request, document, newEdits))
}

async function deleteDocument(request: CouchRequest, id: string): Promise<CouchAnswer> {
  const rev = revisionOf(request)
  const leaves = await request.database.pouch.get(id, { open_revs: 'all' }).catch(notThere)
  if (leaves.length === 0) throw notFound('missing')
  const answer = await writeOne(request, { _id: id, ...(rev === undefined ? {} : { _rev: rev }), _deleted: true })
  return { ...written(answer), status: 200 }
}

async function answerAttachment(request: CouchRequest, id: string, name: string): Promise<CouchAnswer> {
  const { database, method } = request
  const rev = revisionOf(request)
  const old = await findDocument(database, id, rev)
  if (method === 'GET' || method === 'HEAD') {
    const meta = old === null ? undefined : attachmentsOf(old)[name]
    if (old === null || meta === undefined) throw notFound(old === null ? 'missing' : 'Document is missing attachment')
    const bytes = requireBytes(meta.digest, await database.pouch.getAttachment(id, name, { rev: old._rev }))
    const md5 = meta.digest.replace(/^md5-/, '')
    return { status: 200, body: bytes, headers: { 'content-type': meta.content_type, etag: `"${md5}"`, 'content-md5': md5 } }
  }
  if (method !== 'PUT' && method !== 'DELETE') throw new CouchError(405, 'method_not_allowed', 'Only DELETE,GET,HEAD,PUT allowed')
  if (old === null && rev !== undefined) throw new CouchError(409, 'conflict', 'Document update conflict.')
  const { [name]: _replaced, ...others } = old === null ? {} : attachmentsOf(old)
  if (method === 'DELETE' && (old === null || _replaced === undefined)) throw notFound('Document is missing attachment')
  const added =
    method === 'PUT' ? { [name]: { content_type: header(request, 'content-type') ?? 'application/octet-stream', data: request.body } } : {}
  const next = { ...old, _id: id, _rev: rev, _attachments: { ...others, ...added } }
  const answer = written(await writeOne(request, next))
  return method === 'PUT' ? answer : { ...answer, status: 200 }
}

const Attachments = z.record(z.string(), z.looseObject({ content_type: z.string(), digest: z.string() }))

function attachmentsOf(document: Record<string, unknown>): z.infer<typeof Attachments> {
  return Attachments.parse(document['_attachments'] ?? {})
}

function revisionOf(request: CouchRequest): string | undefined {
  const rev = request.query.get('rev') ?? header(request, 'if-match')?.replaceAll('"', '')
  checkRevision(rev)
  return rev
}

async function findDocument(
  database: DocumentDatabase,
  id: string,
  rev: string | undefined,
): Promise<({ _id: string; _rev: string } & Record<string, unknown>) | null> {
  return database.pouch.get(id, rev === undefined ? {} : { rev }).catch((error: { status?: number }) => {
    if (error.status === 404) return null
    throw error
  })
}

function written(answer: { id: string; rev: string }): { status: number; body: unknown; headers: Record<string, string> } {
  return { status: 201, body: { ok: true, ...answer }, headers: { etag: `"${answer.rev}"` } }
}

function notThere(error: { status?: number; reason?: string }): never {
  if (error.status === 404) throw notFound(error.reason === 'deleted' ? 'deleted' : 'missing')
  throw error
}
