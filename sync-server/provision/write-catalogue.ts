import type { ServerScope } from 'nano'
import { z } from 'zod'
import type { Catalogue } from '#core/procedure/catalogue.ts'
import { writeAll } from './write-all.ts'

const Listing = z.object({ rows: z.array(z.object({ id: z.string() })) })

/** Writes the catalogue's records; what stands already is left alone, so a centre's own changes survive a restart. */
export async function writeCatalogue(couch: ServerScope, catalogue: Catalogue): Promise<void> {
  const records = [...catalogue.procedures, ...catalogue.agencies, ...catalogue.people, ...catalogue.calendars]
  const database = couch.use<Record<string, unknown>>('catalog')
  const stored = new Set(Listing.parse(await database.list()).rows.map((row) => row.id))
  const missing = records.filter((record) => !stored.has(record.id)).map((record) => ({ _id: record.id, ...record }))
  await writeAll(database, missing)
}
