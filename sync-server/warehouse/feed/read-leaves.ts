import type { ServerScope } from 'nano'
import { z } from 'zod'

const Document = z.looseObject({ _id: z.string(), _rev: z.string() })
const BulkGet = z.object({ results: z.array(z.object({ id: z.string(), docs: z.array(z.looseObject({ ok: Document.optional() })) })) })

export type LeafDocument = z.infer<typeof Document>

/** These revisions, or all leaves of a document where none is named; without the bytes of attachments. */
export async function readLeafDocuments(
  couch: ServerScope,
  db: string,
  docs: readonly { id: string; rev?: string }[],
): Promise<Map<string, LeafDocument[]>> {
  const found = new Map<string, LeafDocument[]>()
  if (docs.length === 0) return found
  const answer = BulkGet.parse(await couch.request({ method: 'POST', db, path: '_bulk_get', body: { docs } }))
  for (const { id, docs: leaves } of answer.results) {
    const own = leaves.flatMap(({ ok }) => (ok === undefined ? [] : [ok]))
    found.set(id, [...(found.get(id) ?? []), ...own])
  }
  return found
}
