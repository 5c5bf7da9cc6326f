import { createHash } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { canonicalJson } from '#core/journal/event.ts'
import type { AgencySlug } from '#core/record/ids.ts'
import { databasesOf } from '#sync-server/provision/database-names.ts'
import { requireDevice } from './authenticate.ts'
import type { CentreContext } from './centre-context.ts'

const Designs = z.object({ rows: z.array(z.object({ id: z.string(), value: z.object({ rev: z.string() }) })) })

/** Desks ask in every round; an answer this old tells as much. */
const keptMs = 2000

/**
 * `/rights`: one text that changes whenever the rules of an agency's databases or the rights of its people do. A desk then sends
 * again what was refused: CouchDB itself tells nobody that a right was given back.
 */
export function routeRights(api: FastifyInstance, context: CentreContext): void {
  const kept = new Map<AgencySlug, { at: number; rights: Promise<string> }>()
  api.get('/rights', async (request) => {
    const { agency } = await requireDevice(context, request)
    const now = context.now()
    const held = kept.get(agency)
    if (held !== undefined && Math.abs(now - held.at) < keptMs) return { rights: await held.rights }
    const rights = readRights(context, agency)
    kept.set(agency, { at: now, rights })
    // What could not be read is asked again, not kept.
    rights.catch(() => kept.delete(agency))
    return { rights: await rights }
  })
}

async function readRights(context: CentreContext, agency: AgencySlug): Promise<string> {
  const { dossiers, journal, pages } = databasesOf(agency)
  const parts = await Promise.all([dossiers, journal, pages].map((database) => readOne(context, database)))
  return createHash('sha256').update(canonicalJson(parts)).digest('hex')
}

async function readOne({ couch }: CentreContext, db: string): Promise<unknown> {
  const range = { start_key: '_design/', end_key: '_design0' }
  const [designs, security] = await Promise.all([couch.use(db).list(range), couch.request({ db, path: '_security' })])
  return { designs: Designs.parse(designs).rows.map(({ id, value }) => [id, value.rev]), security }
}
