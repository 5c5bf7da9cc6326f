import { z } from 'zod'
import type { Documents, Stored } from '#sync-server/provision/couch-admin.ts'

const StoredDocument = z.looseObject({ _id: z.string(), _rev: z.string() })
const Rows = z.object({ rows: z.array(z.looseObject({ doc: z.unknown().optional() })) })
const Written = z.array(
  z.looseObject({ id: z.string().optional(), rev: z.string().optional(), error: z.string().optional(), reason: z.string().nullish() }),
)

/** The documents that stand under these ids. */
export async function listKeys(database: Documents, keys: string[]): Promise<Map<string, Stored>> {
  if (keys.length === 0) return new Map()
  const { rows } = Rows.parse(await database.fetch({ keys }))
  const found = rows.flatMap(({ doc }) => {
    const parsed = StoredDocument.safeParse(doc)
    return parsed.success && parsed.data['_deleted'] !== true ? [parsed.data] : []
  })
  return new Map(found.map((one) => [one._id, one]))
}

/** Somebody else wrote meanwhile, or the database did not take a document of ours. */
export class NotTaken extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'NotTaken'
  }
}

/** Writes them all or throws: what was not taken is worked out anew, because somebody else wrote meanwhile. Answers the revisions. */
export async function writeKeys(database: Documents, docs: Record<string, unknown>[]): Promise<Map<string, string>> {
  if (docs.length === 0) return new Map()
  const rows = Written.parse(await database.bulk({ docs }))
  const refused = rows.filter(({ error }) => error !== undefined)
  if (refused.length > 0) throw new NotTaken(`${refused.length} documents were not taken: ${refused[0]?.error} ${refused[0]?.reason ?? ''}`)
  return new Map(rows.map(({ id = '', rev = '' }) => [id, rev]))
}
