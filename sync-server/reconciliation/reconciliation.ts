import { randomUUID } from 'node:crypto'
import type { ServerScope } from 'nano'
import type { Logger } from 'pino'
import { dossierSchemaVersion } from '#core/dossier/dossier.ts'
import type { AgencySlug } from '#core/record/ids.ts'
import { alwaysCalm, type Calm } from '#sync-server/desk-traffic.ts'
import { type LeasedWork, startLeasedWork } from '#sync-server/leased-work.ts'
import { type CentralAccess, findDocument, openCouchAdmin } from '#sync-server/provision/couch-admin.ts'
import { readSequences } from '#sync-server/routing/couch-calls.ts'
import { putIfNew } from './case-store.ts'
import { type DuplicateSettings, duplicateSettings } from './duplicate-keys.ts'
import { type ChangeRow, type Following, followDatabase } from './follow-database.ts'
import { type FollowedDatabase, listFollowed } from './followed-databases.ts'
import { noteFaults } from './quarantine.ts'
import { readCatalogue } from './read-agencies.ts'
import { createReconciler, type Reconciler } from './reconciler.ts'
import { catalogue, findKeeper, takeCatalogue } from './take-catalogue.ts'
import { takeDossiers } from './take-dossiers.ts'
import { recheckEvents, takeEvents } from './take-events.ts'
import { takePages } from './take-pages.ts'

export type ReconciliationOptions = {
  central: CentralAccess
  log: Logger
  now?: () => number
  /** How often the databases are asked for news. */
  pollMs?: number
  settings?: DuplicateSettings
  /** These agencies only; all that there are unless given. */
  only?: readonly AgencySlug[]
  /** What it makes way for. */
  calm?: Calm
}

/** Watches over everything that stands in the agencies' databases. */
export type Reconciliation = LeasedWork

const keysVersion = 2
const take = { dossiers: takeDossiers, journal: takeEvents, pages: takePages }

/** Reads what is new in every database to its end; answers false where some of it has to be tried again. */
export function createReconciliation(couch: ServerScope, options: ReconciliationOptions): { once(signal: AbortSignal): Promise<boolean> } {
  const { central, log, now = Date.now, settings = duplicateSettings, only, calm = alwaysCalm } = options
  const reconciler = createReconciler({ central, couch, log, now, settings })
  const readTo = new Map<string, string>()
  return {
    async once(signal) {
      const standing = listFollowed(await couch.db.list())
      reconciler.working = new Set(standing.map(({ agency }) => agency))
      const followed = standing.filter(({ agency }) => only === undefined || only.includes(agency))
      const sequences = await readSequences(couch, [catalogue, ...followed.map(({ database }) => database)])
      const epoch = await openIndex(reconciler)
      const catalogMoved = readTo.get(catalogue) !== sequences.get(catalogue)
      for (const database of await readCatalogue(reconciler, catalogMoved)) readTo.delete(database)
      const keeper = catalogMoved ? findKeeper(reconciler) : undefined
      const isJudged = keeper === undefined || (await follow(reconciler, toCatalogue(reconciler, keeper), { epoch, signal, calm }))
      let whole = isJudged
      for (const one of followed) {
        if (signal.aborted) return false
        if (readTo.get(one.database) === sequences.get(one.database)) continue
        const done = await follow(reconciler, toRecords(reconciler, one), { epoch, signal, calm })
        if (done) readTo.set(one.database, sequences.get(one.database) ?? '')
        whole &&= done
      }
      if (catalogMoved) for (const { agency, kind } of followed) if (kind === 'journal') await recheckEvents(reconciler, agency)
      if (isJudged) readTo.set(catalogue, sequences.get(catalogue) ?? '')
      return whole
    },
  }
}

/** A database, whose list its faults go to, and what is done with its news. */
type Followed = { agency: AgencySlug; database: string; handle(rows: ChangeRow[]): Promise<void> }

const toRecords = (reconciler: Reconciler, { agency, kind, database }: FollowedDatabase): Followed => ({
  agency,
  database,
  handle: (rows) => take[kind](reconciler, agency, rows),
})

const toCatalogue = (reconciler: Reconciler, keeper: AgencySlug): Followed => ({
  agency: keeper,
  database: catalogue,
  handle: (rows) => takeCatalogue(reconciler, keeper, rows),
})

/** One database's failure is its own: it is told, tried again next time, and the others go on. */
async function follow(
  reconciler: Reconciler,
  { agency, database, handle }: Followed,
  { epoch, signal, calm }: Pick<Following, 'epoch' | 'signal' | 'calm'>,
): Promise<boolean> {
  const { central, couch, log, cases } = reconciler
  const setAside = async ({ id, changes }: ChangeRow, error: unknown): Promise<void> => {
    const name = error instanceof Error ? error.name : 'error'
    log.error(
      { database, id, error: name, stack: error instanceof Error ? error.stack?.split('\n').slice(1, 6) : undefined },
      'a document could not be taken in and was set aside',
    )
    const fault = { why: 'invalid' as const, detail: `not taken in: ${name}` }
    const ward = { agency, database, subject: 'handling', at: reconciler.at() }
    await noteFaults(cases, ward, [{ documentId: id, rev: changes[0]?.rev ?? '', fault }])
  }
  try {
    await followDatabase({
      central,
      couch,
      database,
      epoch,
      signal,
      calm,
      handle,
      setAside,
    })
    return true
  } catch (error) {
    if (!signal.aborted) log.warn({ database, error: String(error) }, 'could not be followed to its end')
    return false
  }
}

/**
 * A name for this filling of the index. One that was thrown away has another, and everything is read again; so too where a build keeps
 * other keys in it (`keysVersion`), or can read dossiers that the former one could not.
 */
async function openIndex({ index, settings }: Reconciler): Promise<string> {
  const _id = `epoch:${keysVersion}:${dossierSchemaVersion}:${settings.days}:${settings.exceptSectors.join(',')}`
  const stored = await findDocument(index, _id)
  if (typeof stored?.['epoch'] === 'string') return stored['epoch']
  await putIfNew(index, _id, { kind: 'epoch', epoch: randomUUID() })
  return String((await index.get(_id))['epoch'])
}

/** Works for as long as the centre runs, wherever no other server beside it does. */
export function startReconciliation(options: ReconciliationOptions): Reconciliation {
  const couch = openCouchAdmin(options.central)
  const { once } = createReconciliation(couch, options)
  return startLeasedWork({ couch, name: 'reconciliation', pollMs: options.pollMs ?? 2_000, log: options.log, once })
}
