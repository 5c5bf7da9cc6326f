import { isDeepStrictEqual } from 'node:util'
import type { ServerScope } from 'nano'
import type { Logger } from 'pino'
import { z } from 'zod'
import { Dossier } from '#core/dossier/dossier.ts'
import type { Catalogue } from '#core/procedure/catalogue.ts'
import { isOver, toPublicStatus } from '#core/public-status/public-status.ts'
import type { AgencySlug } from '#core/record/ids.ts'
import { type Day, dayOf, toInstant } from '#core/record/instant.ts'
import { fromWire } from '#core/sync/wire.ts'
import { alwaysCalm, type Calm } from '#sync-server/desk-traffic.ts'
import { type LeasedWork, startLeasedWork } from '#sync-server/leased-work.ts'
import { type CentralAccess, type Documents, openCouchAdmin } from '#sync-server/provision/couch-admin.ts'
import { publicDatabase } from '#sync-server/provision/database-names.ts'
import { readStoredCatalogue } from '#sync-server/provision/read-catalogue.ts'
import { listKeys, writeKeys } from '#sync-server/reconciliation/bulk-documents.ts'
import { type ChangeRow, followDatabase } from '#sync-server/reconciliation/follow-database.ts'
import { type FollowedDatabase, listFollowed } from '#sync-server/reconciliation/followed-databases.ts'
import { readSequences } from '#sync-server/routing/couch-calls.ts'
import { statusKeyOf } from './status-key.ts'

export type PublishOptions = {
  central: CentralAccess
  log: Logger
  now?: () => number
  pollMs?: number
  /** These agencies only; all that there are unless given. */
  only?: readonly AgencySlug[]
  /** What it makes way for. */
  calm?: Calm
}

/** The shape of what is published: another one is made anew from every dossier. */
const epoch = 'public-status:1'
const sweepMs = 6 * 3_600_000

/** Keeps the public statuses equal to the dossiers for as long as the centre runs. */
export function startPublishingStatuses(options: PublishOptions): LeasedWork {
  const couch = openCouchAdmin(options.central)
  const { once } = createStatusPublisher(couch, options)
  return startLeasedWork({ couch, name: 'public-statuses', pollMs: options.pollMs ?? 5_000, log: options.log, once })
}

/** Publishes what is new, to its end. */
export function createStatusPublisher(couch: ServerScope, options: PublishOptions): { once(signal: AbortSignal): Promise<void> } {
  const { now = Date.now, only } = options
  const isOurs = ({ agency, kind }: FollowedDatabase) => kind === 'dossiers' && (only === undefined || only.includes(agency))
  const database = couch.use<Record<string, unknown>>(publicDatabase)
  const readTo = new Map<string, string>()
  let catalogue: Catalogue | undefined
  let sweptAt = Number.NEGATIVE_INFINITY
  return {
    async once(signal) {
      const followed = listFollowed(await couch.db.list()).filter(isOurs)
      const sequences = await readSequences(couch, ['catalog', ...followed.map((one) => one.database)])
      if (catalogue === undefined || readTo.get('catalog') !== sequences.get('catalog')) catalogue = await readStoredCatalogue(couch)
      readTo.set('catalog', sequences.get('catalog') ?? '')
      const today = dayOf(toInstant(now()))
      for (const one of followed) {
        if (signal.aborted) return
        if (readTo.get(one.database) === sequences.get(one.database)) continue
        await follow({ couch, database, catalogue, today }, one, { ...options, signal })
        readTo.set(one.database, sequences.get(one.database) ?? '')
      }
      if (now() - sweptAt < sweepMs) return
      await sweepOver(database, today, signal)
      sweptAt = now()
    },
  }
}

type Publishing = { couch: ServerScope; database: Documents; catalogue: Catalogue; today: Day }

async function follow(
  publishing: Publishing,
  { agency, database }: FollowedDatabase,
  { central, log, signal, calm = alwaysCalm }: PublishOptions & { signal: AbortSignal },
): Promise<void> {
  await followDatabase({
    central,
    couch: publishing.couch,
    database,
    reader: 'public',
    epoch,
    signal,
    calm,
    handle: (rows) => publish(publishing, agency, rows),
    setAside: async ({ id }, error) =>
      log.error({ database, id, error: error instanceof Error ? error.name : 'error' }, 'a dossier has no public status'),
  })
}

/** The receiving agency's copy speaks for a dossier; the copies of the others say the same. */
async function publish({ database, catalogue, today }: Publishing, agency: AgencySlug, rows: ChangeRow[]): Promise<void> {
  const wanted = new Map<string, Record<string, unknown> | null>()
  for (const { doc } of rows) {
    const dossier = Dossier.safeParse(doc == null ? undefined : fromWire(doc).body)
    if (!dossier.success || dossier.data.agencies.receiving !== agency) continue
    const status = toPublicStatus(dossier.data, catalogue)
    const shown = status === null || isOver(status, today) ? null : status
    for (const key of await keysOf(dossier.data)) wanted.set(key, shown)
  }
  const stored = await listKeys(database, [...wanted.keys()])
  const changes = [...wanted].flatMap(([_id, status]) => {
    const { _rev, ...before } = stored.get(_id) ?? { _id, _rev: undefined }
    if (status === null) return _rev === undefined ? [] : [{ _id, _rev, _deleted: true }]
    const after = { ...status, _id }
    return isDeepStrictEqual(after, before) ? [] : [_rev === undefined ? after : { ...after, _rev }]
  })
  await writeKeys(database, changes)
}

/** People may still hold paper with a code that the dossier bore before. */
async function keysOf({ code, formerCodes = [], lookupSecret }: Dossier): Promise<string[]> {
  const codes = new Set([code, ...formerCodes.map((one) => one.code)])
  return Promise.all([...codes].map((one) => statusKeyOf(one, lookupSecret)))
}

const Page = z.object({
  rows: z.array(z.object({ id: z.string(), doc: z.looseObject({ _rev: z.string(), until: z.string().nullable() }).nullish() })),
})

/** Takes away what has been closed for long; dossiers that nobody touches again would stay for ever. */
async function sweepOver(database: Documents, today: Day, signal: AbortSignal): Promise<void> {
  let from = 'status:'
  while (!signal.aborted) {
    const { rows } = Page.parse(await database.list({ start_key: from, end_key: 'status;', include_docs: true, limit: 500 }))
    const over = rows.flatMap(({ id, doc }) =>
      doc?.until != null && doc.until < today ? [{ _id: id, _rev: doc._rev, _deleted: true }] : [],
    )
    await writeKeys(database, over)
    const last = rows.at(-1)
    if (last === undefined || rows.length < 500) return
    from = `${last.id}\u0000`
  }
}
