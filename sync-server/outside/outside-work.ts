import type { ServerScope } from 'nano'
import type { Logger } from 'pino'
import { Dossier } from '#core/dossier/dossier.ts'
import type { OutsideSystem } from '#core/outside/outside-task.ts'
import type { Catalogue } from '#core/procedure/catalogue.ts'
import type { AgencySlug } from '#core/record/ids.ts'
import { toInstant } from '#core/record/instant.ts'
import { fromWire } from '#core/sync/wire.ts'
import { alwaysCalm, type Calm } from '#sync-server/desk-traffic.ts'
import { type LeasedWork, startLeasedWork } from '#sync-server/leased-work.ts'
import { type CentralAccess, openCouchAdmin } from '#sync-server/provision/couch-admin.ts'
import { readStoredCatalogue } from '#sync-server/provision/read-catalogue.ts'
import { type ChangeRow, followDatabase } from '#sync-server/reconciliation/follow-database.ts'
import { listFollowed } from '#sync-server/reconciliation/followed-databases.ts'
import { readSequences } from '#sync-server/routing/couch-calls.ts'
import { type OutsideAccess, type OutsideAdapter, OutsideDown } from './adapter.ts'
import { bringOnline } from './bring-online.ts'
import { bySystem, carryOutAll } from './carry-out.ts'
import { enqueueDossier } from './enqueue.ts'
import { type NationalPortal, openNationalPortal } from './national-portal.ts'
import { openPopulation } from './population.ts'
import { openRegistries } from './registries.ts'
import { openTaskStore, type TaskStore } from './task-store.ts'

/** Where the systems are; one that is absent is not worked with. `platform` is the province's (LGSP, LDOP): all look-ups go through it. */
export type OutsideSettings = { portal?: OutsideAccess; platform?: OutsideAccess }

export type OutsideWorkOptions = {
  central: CentralAccess
  settings: OutsideSettings
  log: Logger
  now?: () => number
  pollMs?: number
  calm?: Calm
}

const epoch = 'outside:1'
const tasksARound = 200

/** Works with the systems outside for as long as the centre runs. */
export function startOutsideWork(options: OutsideWorkOptions): LeasedWork {
  const couch = openCouchAdmin(options.central)
  const { once } = createOutsideWork(couch, options)
  return startLeasedWork({ couch, name: 'outside', pollMs: options.pollMs ?? 5_000, log: options.log, once })
}

/** One round: queue what is new, do what is due, fetch what citizens filed. May be cut short anywhere and done again. */
export function createOutsideWork(couch: ServerScope, options: OutsideWorkOptions): { once(signal: AbortSignal): Promise<void> } {
  const { central, log, settings, now = Date.now, calm = alwaysCalm } = options
  const portal = settings.portal === undefined ? undefined : openNationalPortal(settings.portal)
  const lookups = settings.platform === undefined ? [] : [openPopulation(settings.platform), ...openRegistries(settings.platform)]
  const adapters = new Map([...(portal === undefined ? [] : [portal]), ...lookups].map((one) => [one.system, one]))
  const tasks = openTaskStore(couch, now)
  const readTo = new Map<string, string>()
  let catalogue: Catalogue | undefined
  return {
    async once(signal) {
      const followed = listFollowed(await couch.db.list()).filter(({ kind }) => kind === 'dossiers')
      const sequences = await readSequences(couch, ['catalog', ...followed.map((one) => one.database)])
      if (catalogue === undefined || readTo.get('catalog') !== sequences.get('catalog')) catalogue = await readStoredCatalogue(couch)
      readTo.set('catalog', sequences.get('catalog') ?? '')
      const queue = { tasks, catalogue, systems: new Set(adapters.keys()), now }
      for (const { agency, database } of followed) {
        if (signal.aborted) return
        if (readTo.get(database) === sequences.get(database)) continue
        const setAside = async ({ id }: ChangeRow): Promise<void> =>
          log.error({ database, id }, 'a dossier could not be queued for systems outside')
        await followDatabase({
          central,
          couch,
          database,
          reader: 'outside',
          epoch,
          signal,
          calm,
          setAside,
          handle: (rows) => enqueueRows(queue, agency, rows),
        })
        readTo.set(database, sequences.get(database) ?? '')
      }
      await workOff({ couch, tasks, catalogue, now, log, signal, calm }, adapters, portal)
    },
  }
}

type Queue = { tasks: TaskStore; catalogue: Catalogue; systems: ReadonlySet<OutsideSystem>; now(): number }

async function enqueueRows({ tasks, catalogue, systems, now }: Queue, agency: AgencySlug, rows: ChangeRow[]): Promise<void> {
  for (const { doc } of rows) {
    const dossier = Dossier.safeParse(doc == null ? undefined : fromWire(doc).body)
    if (!dossier.success || dossier.data.agencies.receiving !== agency) continue
    await enqueueDossier(tasks, dossier.data, { catalogue, systems, at: toInstant(now()) })
  }
}

type Tools = Parameters<typeof carryOutAll>[0]

/** The systems beside each other: one that is down or slow holds up no other. */
async function workOff(tools: Tools, adapters: Map<OutsideSystem, OutsideAdapter>, portal: NationalPortal | undefined): Promise<void> {
  const due = bySystem(await tools.tasks.due(toInstant(tools.now()), tasksARound))
  const done = [...due].flatMap(([system, own]) => {
    const adapter = adapters.get(system)
    return adapter === undefined ? [] : [carryOutAll(tools, adapter, own)]
  })
  if (portal !== undefined) done.push(fetchOnline(tools, portal))
  const failed = (await Promise.allSettled(done)).find((one) => one.status === 'rejected')
  if (failed !== undefined) throw failed.reason
}

async function fetchOnline(tools: Tools, portal: NationalPortal): Promise<void> {
  try {
    await bringOnline({ ...tools, portal })
  } catch (error) {
    if (!(error instanceof OutsideDown)) throw error
    tools.log.info({ system: 'national_portal', why: error.message }, 'online dossiers could not be fetched')
  }
}
