import { join } from 'node:path'
import { z } from 'zod'
import { buildApi, makeLog } from './api/serve-api.ts'
import { DeskTraffic } from './desk-traffic.ts'
import type { OutsideSettings } from './outside/outside-work.ts'
import { type OwnStore, startOwnStore } from './own-store.ts'
import { type PublicOptions, startProvinceWork } from './province-work.ts'
import { type CentralAccess, openCouchAdmin } from './provision/couch-admin.ts'
import { provisionCentre } from './provision/provision-centre.ts'
import { startReconciliation } from './reconciliation/reconciliation.ts'
import { startRouter } from './routing/router.ts'
import { seedDemo } from './seed-demo.ts'
import type { WarehousePlace } from './warehouse/open-warehouse.ts'
import { startWarehouse, type Warehouse } from './warehouse/warehouse.ts'

export type CentreOptions = {
  /** Where the embedded store lives; needed unless `centralUrl` is given. */
  dataDir?: string
  /** A real CouchDB instead of the embedded store. */
  centralUrl?: string
  /** CouchDB's administrator; the embedded store makes its own where none is given. */
  admin?: { name: string; password: string }
  port: number
  /** The loopback address unless named: other PCs reach a centre only where somebody wants it. */
  host?: string
  /** Folder of the built web desk. */
  webRoot?: string
  /** Fill a fresh centre with the demo province. */
  seed: boolean
  /** False leaves the demo's 200 dossiers out. */
  seedDossiers?: boolean
  /** The centre's clock; tests only. */
  now?: () => number
  secureCookies?: boolean
  logLevel?: string
  /** False where another server routes between the agencies' databases; servers beside each other settle it among themselves. */
  routing?: boolean
  /** False where another server watches over the databases: cases, conflict leaves, bad input, possible duplicates. */
  reconciliation?: boolean
  /** How often the databases are asked for news, in milliseconds; tests only. */
  reconcileEveryMs?: number
  /** Where the warehouse is, which is then filled beside the desks' work; none unless given. */
  warehouse?: WarehousePlace
  /** Publishes dossier statuses to the public site, and serves that site where a port is given. */
  public?: PublicOptions
  /** Works with systems outside (national portal, provincial platform); none unless given. */
  outside?: OutsideSettings | 'simulators'
}

/** `publicOrigin`: the public site served here, or null. */
export type Centre = { origin: string; publicOrigin: string | null; close(): Promise<void> }

/** Starts a centre: store (embedded or a real CouchDB), provisioning, API and web desk under one origin. */
export async function startCentre(options: CentreOptions): Promise<Centre> {
  const store = options.centralUrl === undefined ? await startOwn(options) : undefined
  let warehouse: Warehouse | undefined
  try {
    const central = store?.central ?? externalCentral(options)
    const couch = openCouchAdmin(central)
    await provisionCentre(couch)
    const now = options.now ?? Date.now
    if (options.seed) await seedDemo(couch, { now: now(), dossiers: options.seedDossiers ?? true })
    const traffic = new DeskTraffic()
    const log = makeLog(options.logLevel ?? 'warn')
    warehouse = options.warehouse && startWarehouse({ central, place: options.warehouse, log, calm: traffic.calm })
    const app = await buildApi({
      central,
      traffic,
      webRoot: options.webRoot,
      secureCookies: options.secureCookies ?? false,
      now,
      log,
      warehouse: warehouse?.database,
    })
    const origin = await app.listen({ port: options.port, host: options.host ?? '127.0.0.1' })
    const router = options.routing === false ? undefined : startRouter({ central, log, calm: traffic.calm })
    const reconciliation =
      options.reconciliation === false ? undefined : startReconciliation({ central, log, now, calm: traffic.calm, ...pollOf(options) })
    const province = await startProvinceWork({
      central,
      log,
      now,
      calm: traffic.calm,
      warehouse: warehouse?.database,
      public: options.public && { ...guessesOf(options), ...options.public },
      outside: options.outside,
    })
    return {
      origin,
      publicOrigin: province.publicOrigin,
      async close() {
        await province.close()
        await warehouse?.close()
        await reconciliation?.close()
        await router?.close()
        await app.close()
        await store?.close()
      },
    }
  } catch (error) {
    await warehouse?.close()
    await store?.close()
    throw error
  }
}

function pollOf({ reconcileEveryMs }: CentreOptions): { pollMs?: number } {
  return reconcileEveryMs === undefined ? {} : { pollMs: reconcileEveryMs }
}

function startOwn(options: CentreOptions): Promise<OwnStore> {
  if (options.dataDir === undefined) throw new Error('A centre needs either dataDir or centralUrl.')
  // A demo's password is printed for everybody, so that its derivation may be quick; a real centre takes CouchDB's own cost.
  return startOwnStore({ dataDir: options.dataDir, admin: options.admin, passwordIterations: options.seed ? 20_000 : 600_000 })
}

/** Wrong look-ups lie beside the store, where there is one. */
function guessesOf({ dataDir }: CentreOptions): { guessesFile?: string } {
  return dataDir === undefined ? {} : { guessesFile: join(dataDir, 'public-guesses.json') }
}

function externalCentral(options: CentreOptions): CentralAccess {
  const url = new URL(z.url({ protocol: /^https?$/ }).parse(options.centralUrl))
  const fromUrl = url.username === '' ? undefined : { name: decodeURIComponent(url.username), password: decodeURIComponent(url.password) }
  const admin = options.admin ?? fromUrl
  if (admin === undefined) throw new Error('A central CouchDB needs its administrator: in the URL, or COUCHDB_USER and COUCHDB_PASSWORD.')
  return { url: url.origin, admin }
}
