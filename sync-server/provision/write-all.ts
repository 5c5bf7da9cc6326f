import { z } from 'zod'
import type { Documents } from './couch-admin.ts'

const Rows = z.array(z.looseObject({ id: z.string().optional(), error: z.string().optional(), reason: z.string().nullish() }))
const batchSize = 200

/** Writes documents in batches and throws where one of them was not taken. */
export async function writeAll(database: Documents, docs: Record<string, unknown>[]): Promise<void> {
  for (let start = 0; start < docs.length; start += batchSize) {
    const rows = Rows.parse(await database.bulk({ docs: docs.slice(start, start + batchSize) }))
    const refused = rows.find((row) => row.error !== undefined)
    if (refused !== undefined) throw new Error(`${refused.id} was not taken: ${refused.error} ${refused.reason}`)
  }
}
