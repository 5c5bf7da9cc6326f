import { createHash } from 'node:crypto'
import type { WireDocument } from '#core/sync/wire.ts'
import { type Documents, statusOf } from '#sync-server/provision/couch-admin.ts'
import type { Fault } from './quarantine.ts'

/** What is wrong with a page: its id must be the SHA-256 of its bytes (CouchDB itself compares MD5 only). */
export async function checkPageDocument(pages: Documents, document: WireDocument): Promise<Fault | null> {
  const hash = /^page:([0-9a-f]{64})$/.exec(document._id)?.[1]
  if (document['kind'] !== 'page') return { why: 'invalid', detail: 'kind' }
  if (hash === undefined) return { why: 'invalid', detail: '_id' }
  if (document._attachments?.['bytes'] === undefined) return { why: 'invalid', detail: '_attachments.bytes' }
  const bytes = await readBytes(pages, document)
  if (bytes === undefined) return null
  if (createHash('sha256').update(bytes).digest('hex') !== hash) return { why: 'digest', detail: `${bytes.length} bytes` }
  return document['sizeBytes'] === bytes.length ? null : { why: 'invalid', detail: 'sizeBytes' }
}

/** Undefined where it went in the meantime: then there is nothing to judge. */
async function readBytes(pages: Documents, { _id, _rev }: WireDocument): Promise<Buffer | undefined> {
  try {
    return await pages.attachment.get(_id, 'bytes', { rev: _rev })
  } catch (error) {
    if (statusOf(error) === 404) return undefined
    throw error
  }
}
