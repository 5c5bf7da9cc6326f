import { createHash } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { canonicalJson } from '#core/journal/event.ts'
import type { AgencySlug } from '#core/record/ids.ts'
import { databasesOf } from '#sync-server/provision/database-names.ts'
import { requireDevice } from './authenticate.ts'
import type { CentreContext } from './centre-context.ts'

const Designs = z.object({ rows: z.array(z.object({ id: z.string(), value: z.object({ rev: z.string() }) })) })
const DatabaseInfo = z.object({ update_seq: z.union([z.string(), z.number()]).transform(String) })

/** Every desk at rest asks; rights this old tell as much. Sequences are never kept: a desk would miss what was just written. */
const rightsKeptMs = 2000

/**
 * `/pulse`: where a desk's databases stand, and one text that changes whenever their rules or the rights of the agency's people do.
 * A desk with nothing to do asks just this; one whose refused work may go now hears of it here, because CouchDB itself tells nobody
 * that a right was given back.
 */
export function routePulse(api: FastifyInstance, context: CentreContext): void {
  const findRights = keepRights(context)
  api.get('/pulse', async (request) => {
    const { agency } = await requireDevice(context, request)
    const { catalog, dossiers, journal } = databasesOf(agency)
    const [rights, ...seqs] = await Promise.all([findRights(agency), ...[catalog, dossiers, journal].map((name) => readSeq(context, name))])
    return { rights, seqs: Object.fromEntries(seqs) }
  })
}

async function readSeq({ couch }: CentreContext, name: string): Promise<[string, string]> {
  return [name, DatabaseInfo.parse(await couch.db.get(name)).update_seq]
}

function keepRights(context: CentreContext): (agency: AgencySlug) => Promise<string> {
  const kept = new Map<AgencySlug, { at: number; rights: Promise<string> }>()
  return (agency) => {
    const now = context.now()
    const held = kept.get(agency)
    if (held !== undefined && Math.abs(now - held.at) < rightsKeptMs) return held.rights
    const rights = readRights(context, agency)
    kept.set(agency, { at: now, rights })
    // What could not be read is asked again, not kept.
    rights.catch(() => kept.delete(agency))
    return rights
  }
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
