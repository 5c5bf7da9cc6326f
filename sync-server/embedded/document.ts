import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { badRequest, CouchError } from './couch-error.ts'

/** A document as CouchDB's API has it. */
export const CouchDocument = z.looseObject({
  _id: z.string(),
  _rev: z.string().optional(),
  _deleted: z.boolean().optional(),
  _attachments: z.record(z.string(), z.looseObject({ content_type: z.string().optional(), stub: z.boolean().optional() })).optional(),
  _revisions: z.object({ start: z.number().int().positive(), ids: z.array(z.string()).min(1) }).optional(),
})
export type CouchDocument = z.infer<typeof CouchDocument>

const specialMembers = new Set([
  '_id',
  '_rev',
  '_deleted',
  '_attachments',
  '_revisions',
  '_revs_info',
  '_conflicts',
  '_deleted_conflicts',
  '_local_seq',
])

/** Checks what a client calls a document; a document without an id gets one. */
export function parseDocument(input: unknown): CouchDocument {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) throw badRequest('Document must be a JSON object')
  const body: Record<string, unknown> = { _id: randomUUID().replaceAll('-', ''), ...input }
  if (body['_rev'] === undefined) delete body['_rev']
  const unknownMember = Object.keys(body).find((key) => key.startsWith('_') && !specialMembers.has(key))
  if (unknownMember !== undefined) throw new CouchError(400, 'doc_validation', `Bad special document member: ${unknownMember}`)
  checkId(body['_id'])
  checkRevision(body['_rev'])
  const parsed = CouchDocument.safeParse(body)
  if (!parsed.success)
    throw new CouchError(400, 'doc_validation', `Bad special document member: ${parsed.error.issues[0]?.path[0]?.toString()}`)
  return parsed.data
}

/** Refuses a name that no document can have. */
export function checkId(id: unknown): asserts id is string {
  if (typeof id !== 'string') throw new CouchError(400, 'illegal_docid', 'Document id must be a string')
  if (id === '') throw new CouchError(400, 'illegal_docid', 'Document id must not be empty')
  const reserved = id.startsWith('_design/') || id.startsWith('_local/')
  if (id.startsWith('_') && !reserved) throw new CouchError(400, 'illegal_docid', 'Only reserved document ids may start with underscore.')
}

/** Refuses what is not a revision. */
export function checkRevision(rev: unknown): void {
  if (rev === undefined) return
  if (typeof rev !== 'string' || !/^\d+-[0-9a-zA-Z]+$/.test(rev)) throw badRequest('Invalid rev format')
}

/** The document as a validator sees it: attachments without their bytes. */
export function withoutBytes(document: CouchDocument): CouchDocument {
  if (document._attachments === undefined) return document
  const stubs = Object.entries(document._attachments).map(([name, attachment]) => {
    const { data, ...rest } = attachment
    return [name, { ...rest, stub: true, ...(data === undefined ? {} : { length: lengthOf(data) }) }]
  })
  return { ...document, _attachments: Object.fromEntries(stubs) }
}

function lengthOf(data: unknown): number {
  if (Buffer.isBuffer(data)) return data.length
  return typeof data === 'string' ? Buffer.byteLength(data, 'base64') : 0
}
