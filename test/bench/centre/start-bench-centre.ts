import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { ServerScope } from 'nano'
import { AgencySlug } from '#core/record/ids.ts'
import { loadCatalogue } from '#resources/catalogue/load-catalogue.ts'
import { type Centre, startCentre } from '#sync-server/centre.ts'
import { startOwnStore } from '#sync-server/own-store.ts'
import { type CentralAccess, findDocument, openCouchAdmin } from '#sync-server/provision/couch-admin.ts'
import { casesDatabase, centreDatabase, databasesOf } from '#sync-server/provision/database-names.ts'
import { provisionAgency } from '#sync-server/provision/provision-centre.ts'
import { writeCatalogue } from '#sync-server/provision/write-catalogue.ts'
import { writeAccounts } from '#sync-server/provision/write-people.ts'
import { createDossierSource } from './make-bench-dossiers.ts'
import { type DeadCentre, serveWithoutCentre } from './serve-without-centre.ts'

const agency = AgencySlug.parse('h53-27712')
const batch = 1000
const quietSeconds = 3
/** Of a second: looking for news and finding none. */
const idleMs = 150

export const benchAccount = { login: 'an.nt', password: 'bench-only-2026', deskName: 'Quầy đo' }

/** A centre for measuring: one agency, one official, as many dossiers as asked for. */
export type BenchCentre = {
  origin: string
  /** Name of the database of dossiers. */
  database: string
  /** Name of the database of events. */
  journal: string
  /** The store behind the centre, for limits without it. */
  central: CentralAccess
  store: 'embedded' | 'couchdb'
  /** Brings the database to at least `size` dossiers. */
  fill(size: number): Promise<void>
  /** Until router and reconciliation have read everything: what they do for one measurement is no part of the next. */
  rest(): Promise<void>
  /** From now on only a page is served, the benchmarks' or that of `webRoot`, and the centre answers nothing, until `mend`. */
  cut(webRoot?: string): Promise<void>
  mend(): Promise<void>
  close(): Promise<void>
}

/** Embedded store in `folder`, or the CouchDB of `COUCHDB_URL`, which has to be one that serves no centre yet. */
export async function startBenchCentre(folder: string, webRoot: string): Promise<BenchCentre> {
  const central = process.env.COUCHDB_URL ? await openEmptyCouch(process.env.COUCHDB_URL) : await openEmbedded(folder)
  const front = (port: number): Promise<Centre> =>
    startCentre({ centralUrl: central.access.url, admin: central.access.admin, port, webRoot, seed: false, logLevel: 'error' })
  let centre: Centre | DeadCentre = await front(0)
  const { origin } = centre
  const port = Number(new URL(origin).port)
  const fill = await provision(central.access)
  return {
    origin,
    database: databasesOf(agency).dossiers,
    journal: databasesOf(agency).journal,
    central: central.access,
    store: process.env.COUCHDB_URL ? 'couchdb' : 'embedded',
    fill,
    rest: () => readToEnd(openCouchAdmin(central.access)),
    async cut(otherRoot = webRoot) {
      await centre.close()
      centre = await serveWithoutCentre(port, otherRoot)
    },
    async mend() {
      await centre.close()
      centre = await front(port)
    },
    async close() {
      await centre.close()
      await central.close()
    },
  }
}

async function provision(access: CentralAccess): Promise<BenchCentre['fill']> {
  const couch = openCouchAdmin(access)
  const catalogue = loadCatalogue()
  await writeCatalogue(couch, catalogue)
  await provisionAgency(couch, agency, catalogue.people)
  const official = catalogue.people.filter(({ login }) => login === benchAccount.login)
  await writeAccounts(couch, official, benchAccount.password)
  const make = await createDossierSource(catalogue, agency)
  let held = 0
  return async (size) => {
    const database = couch.use<Record<string, unknown>>(databasesOf(agency).dossiers)
    while (held < size) {
      const docs = make(Math.min(batch, size - held))
      const answer = await database.bulk({ docs })
      const refused = answer.find((row) => row.error !== undefined)
      if (refused !== undefined) throw new Error(`The centre refused a dossier: ${refused.error} ${refused.reason ?? ''}`)
      held += docs.length
    }
    await readToEnd(couch)
  }
}

/**
 * Until router and reconciliation have read what was filled in and nothing follows from it any more: a centre has long done so when a
 * desk comes.
 */
async function readToEnd(couch: ServerScope): Promise<void> {
  const database = databasesOf(agency).dossiers
  const centre = couch.use<Record<string, unknown>>(centreDatabase)
  const end = Number.parseInt(String((await couch.db.get(database)).update_seq), 10)
  for (const reader of ['routing', 'checkpoint:reconciliation']) {
    const readTo = async () => Number.parseInt(String((await findDocument(centre, `${reader}:${database}`))?.['seq'] ?? '0'), 10)
    while ((await readTo()) < end) await wait(100)
  }
  // What was routed is news in the databases of other agencies, and so on: it is over when the centre's process has nothing to do.
  let quiet = 0
  while (quiet < quietSeconds) quiet = (await busyMsOf(1000)) < idleMs ? quiet + 1 : 0
}

/** Time of the processor that this process takes in so long a time. */
async function busyMsOf(ms: number): Promise<number> {
  const before = process.cpuUsage()
  await wait(ms)
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}

type Central = { access: CentralAccess; close(): Promise<void> }

async function openEmbedded(folder: string): Promise<Central> {
  const dataDir = join(folder, 'store')
  const store = await startOwnStore({ dataDir, passwordIterations: 20_000 })
  return {
    access: store.central,
    async close() {
      await store.close()
      await rm(dataDir, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

/** Takes a CouchDB that serves no centre and leaves it as it was: databases and accounts that came meanwhile are removed. */
async function openEmptyCouch(address: string): Promise<Central> {
  const url = new URL(address)
  const admin = { name: decodeURIComponent(url.username), password: decodeURIComponent(url.password) }
  const access = { url: url.origin, admin }
  const couch = openCouchAdmin(access)
  const names = [centreDatabase, casesDatabase, ...Object.values(databasesOf(agency))]
  const there = await couch.db.list()
  const taken = names.find((name) => there.includes(name))
  if (taken !== undefined) throw new Error(`COUCHDB_URL has a database "${taken}": a benchmark takes only a CouchDB that serves no centre.`)
  const users = couch.use<Record<string, unknown>>('_users')
  const known = new Set((await users.list()).rows.map(({ id }) => id))
  return {
    access,
    async close() {
      for (const name of names) await couch.db.destroy(name)
      for (const { id, value } of (await users.list()).rows) if (!known.has(id)) await users.destroy(id, value.rev)
    },
  }
}
