import { createHash } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { canonicalJson } from '#core/journal/event.ts'
import { databasesOf } from '#sync-server/provision/database-names.ts'
import { requireDevice } from './authenticate.ts'
import type { CentreContext } from './centre-context.ts'

const Designs = z.object({ rows: z.array(z.object({ id: z.string(), value: z.object({ rev: z.string() }) })) })
const DatabaseInfo = z.object({ update_seq: z.union([z.string(), z.number()]).transform(String) })

/**
 * `/pulse`: where a desk's databases stand, and one text that changes whenever their rules or the rights of the agency's people do.
 * A desk with nothing to do asks just this; one whose refused work may go now hears of it here, because CouchDB itself tells nobody
 * that a right was given back. Nothing of rights or sequences is answered from memory: a right that is taken and given back within
 * such a memory would be noticed by nobody.
 */
export function routePulse(api: FastifyInstance, context: CentreContext): void {
  const findDesigns = keepDesigns(context)
  api.get('/pulse', async (request) => {
    const { agency } = await requireDevice(context, request)
    const { catalog, dossiers, journal, pages } = databasesOf(agency)
    const ruled = [dossiers, journal, pages]
    const [seqs, rights] = await Promise.all([
      Promise.all([catalog, ...ruled].map(async (name) => [name, await readSeq(context, name)] as const)),
      Promise.all(ruled.map((db) => context.couch.request({ db, path: '_security' }))),
    ])
    const rules = await Promise.all(seqs.slice(1).map(([name, seq]) => findDesigns(name, seq)))
    const followed = seqs.filter(([name]) => name !== pages)
    return { rights: digestOf({ rights, rules }), seqs: Object.fromEntries(followed) }
  })
}

async function readSeq({ couch }: CentreContext, name: string): Promise<string> {
  return DatabaseInfo.parse(await couch.db.get(name)).update_seq
}

/** Revisions of a database's design documents; read again only when something was written there. */
function keepDesigns({ couch }: CentreContext): (name: string, seq: string) => Promise<unknown> {
  const kept = new Map<string, { seq: string; revs: unknown }>()
  return async (name, seq) => {
    const held = kept.get(name)
    if (held?.seq === seq) return held.revs
    const answer = await couch.use(name).list({ start_key: '_design/', end_key: '_design0' })
    const revs = Designs.parse(answer).rows.map(({ id, value }) => [id, value.rev])
    kept.set(name, { seq, revs })
    return revs
  }
}

const digestOf = (value: unknown): string => createHash('sha256').update(canonicalJson(value)).digest('hex')
