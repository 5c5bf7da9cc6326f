import type { ServerScope } from 'nano'
import { z } from 'zod'
import { AgencySlug } from '#core/record/ids.ts'
import { type Documents, findDocument } from '#sync-server/provision/couch-admin.ts'
import { routingDatabase } from '#sync-server/provision/database-names.ts'

const Stuck = z.looseObject({ _id: z.string(), _rev: z.string(), dossier: z.string(), slugs: z.array(AgencySlug), reason: z.string() })
export type Stuck = z.infer<typeof Stuck>

const idOf = (dossier: string): string => `stuck:${dossier}`

/** Notes a dossier that could not be routed, with the reason. */
export async function writeStuck(
  couch: ServerScope,
  dossier: string,
  { slugs, reason }: { slugs: AgencySlug[]; reason: string },
): Promise<void> {
  const database: Documents = couch.use(routingDatabase)
  const found = await findDocument(database, idOf(dossier))
  if (found?.['reason'] === reason) return
  await database.insert({ ...found, _id: idOf(dossier), kind: 'stuck', dossier, slugs, reason })
}

export async function forgetStuck(couch: ServerScope, dossier: string): Promise<void> {
  const database: Documents = couch.use(routingDatabase)
  const found = await findDocument(database, idOf(dossier))
  if (found !== undefined) await database.destroy(found._id, found._rev)
}

/** Dossiers that could not be routed. */
export async function listStuck(couch: ServerScope): Promise<Stuck[]> {
  const database: Documents = couch.use(routingDatabase)
  const { rows } = await database.list({ start_key: 'stuck:', end_key: 'stuck:\uffff', include_docs: true })
  return rows.flatMap(({ doc }) => {
    const read = Stuck.safeParse(doc)
    return read.success ? [read.data] : []
  })
}
