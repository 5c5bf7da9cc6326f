import { z } from 'zod'
import { isRecord } from './is-equal.ts'

/** A record's body as JSON: everything of a CouchDB document that does not begin with `_`. */
export type WireBody = Record<string, unknown>

/** A CouchDB document as it comes. Unknown members are kept. */
export const WireDocument = z.looseObject({
  _id: z.string().min(1),
  _rev: z.string().min(1),
  _deleted: z.boolean().optional(),
  _attachments: z.record(z.string(), z.unknown()).optional(),
})
export type WireDocument = z.infer<typeof WireDocument>

const isText = (value: unknown): boolean => typeof value === 'string' && value !== ''

/** The same asked of a document that is then handed on as it is: `WireDocument` copies each, and a page of changes holds many. */
export const HandedOnDocument = z.custom<WireDocument>((value) => {
  if (!isRecord(value)) return false
  const { _id, _rev, _deleted, _attachments } = value
  const hasMarks = (_deleted === undefined || typeof _deleted === 'boolean') && (_attachments === undefined || isRecord(_attachments))
  return isText(_id) && isText(_rev) && hasMarks
})

/** One page of `_changes?include_docs=true`. Rows may repeat; consumers are idempotent. */
export const ChangesAnswer = z.object({
  results: z.array(
    z.object({
      id: z.string(),
      seq: z.union([z.string(), z.number()]).transform(String),
      deleted: z.boolean().optional(),
      changes: z.array(z.object({ rev: z.string() })),
      doc: HandedOnDocument.nullish(),
    }),
  ),
  last_seq: z.union([z.string(), z.number()]).transform(String),
  pending: z.number().optional(),
})
export type ChangesAnswer = z.infer<typeof ChangesAnswer>

/** One row of a `_bulk_docs` answer: HTTP 201 does not mean that every row was written. */
export const BulkRow = z.object({
  id: z.string().optional(),
  ok: z.boolean().optional(),
  rev: z.string().optional(),
  error: z.string().optional(),
  reason: z.string().nullish(),
})
export type BulkRow = z.infer<typeof BulkRow>
export const BulkAnswer = z.array(BulkRow)

/** Takes a document apart: the record, its revision, and the attachment stubs that must go back with the next edit. */
export function fromWire(document: WireDocument): { id: string; rev: string; body: WireBody; attachments: Record<string, unknown> | null } {
  const body: WireBody = {}
  for (const [name, value] of Object.entries(document)) if (!name.startsWith('_')) body[name] = value
  return { id: document._id, rev: document._rev, body, attachments: document._attachments ?? null }
}

/**
 * Puts a document together for `_bulk_docs`. Attachment stubs go along: a document sent without them loses its attachments
 * at the centre.
 */
export function toWire(parts: {
  id: string
  rev: string | null
  body: WireBody
  attachments: Record<string, unknown> | null
}): Record<string, unknown> {
  const { id, rev, body, attachments } = parts
  return { ...body, _id: id, ...(rev === null ? {} : { _rev: rev }), ...(attachments === null ? {} : { _attachments: attachments }) }
}
