import type { ServerScope } from 'nano'
import { z } from 'zod'
import { AgencySlug } from '#core/record/ids.ts'
import type { Documents } from '#sync-server/provision/couch-admin.ts'
import { routingDatabase } from '#sync-server/provision/database-names.ts'
import { readKeys } from './couch-calls.ts'

/**
 * Where the router put a dossier that belongs, or once belonged, to more than one agency. Written before the first copy is made,
 * so that after a crash nothing lies anywhere that it does not name.
 */
export const RouteRecord = z.looseObject({
  _id: z.string(),
  _rev: z.string(),
  kind: z.literal('route'),
  /** The agency that received it: the one thing about a dossier that never changes. */
  home: AgencySlug,
  at: z.array(AgencySlug),
  /** Agencies that had it and have it no more. */
  past: z.array(AgencySlug),
})
export type RouteRecord = z.infer<typeof RouteRecord>

const idOf = (dossier: string): string => `route:${dossier}`

export async function readRoutes(couch: ServerScope, dossiers: string[]): Promise<Map<string, RouteRecord>> {
  const rows = await readKeys(couch, routingDatabase, dossiers.map(idOf), true)
  const routes = new Map<string, RouteRecord>()
  for (const dossier of dossiers) {
    const stored = RouteRecord.safeParse(rows.get(idOf(dossier))?.doc)
    if (stored.success) routes.set(dossier, stored.data)
  }
  return routes
}

export async function writeRoute(
  couch: ServerScope,
  dossier: string,
  next: { home: AgencySlug; at: AgencySlug[]; past: AgencySlug[] },
  before: RouteRecord | undefined,
): Promise<void> {
  const database: Documents = couch.use(routingDatabase)
  await database.insert({ ...before, _id: idOf(dossier), kind: 'route', ...next })
}

/** Dossiers that wait for the databases of an agency that the catalogue does not know yet. */
export async function writeWaiting(couch: ServerScope, dossier: string, slug: AgencySlug): Promise<void> {
  const database: Documents = couch.use(routingDatabase)
  const id = `waiting:${slug}:${dossier}`
  const known = await readKeys(couch, routingDatabase, [id])
  if (known.get(id)?.value == null || known.get(id)?.value?.deleted === true) await database.insert({ _id: id, kind: 'waiting', dossier })
}

const Waiting = z.looseObject({ _id: z.string(), _rev: z.string(), dossier: z.string() })

/** Takes the dossiers that waited for an agency off the list; call when they have been looked at again. */
export async function listWaiting(couch: ServerScope, slug: AgencySlug): Promise<{ dossiers: string[]; forget(): Promise<void> }> {
  const database: Documents = couch.use(routingDatabase)
  const prefix = `waiting:${slug}:`
  const { rows } = await database.list({ start_key: prefix, end_key: `${prefix}\uffff`, include_docs: true })
  const waiting = rows.flatMap(({ doc }) => {
    const read = Waiting.safeParse(doc)
    return read.success ? [read.data] : []
  })
  return {
    dossiers: waiting.map(({ dossier }) => dossier),
    async forget() {
      if (waiting.length > 0) await database.bulk({ docs: waiting.map(({ _id, _rev }) => ({ _id, _rev, _deleted: true })) })
    },
  }
}

/** Every dossier that has a route, in pages. */
export async function* listRouted(couch: ServerScope): AsyncGenerator<string[]> {
  const database: Documents = couch.use(routingDatabase)
  let start = 'route:'
  for (;;) {
    const { rows } = await database.list({ start_key: start, end_key: 'route:\uffff', limit: 500 })
    if (rows.length === 0) return
    yield rows.map(({ id }) => id.slice('route:'.length))
    start = `${rows.at(-1)?.id ?? ''}\u0000`
  }
}
