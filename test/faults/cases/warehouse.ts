import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { AgencySlug } from '#core/record/ids.ts'
import { makeLog } from '#sync-server/api/serve-api.ts'
import { alwaysCalm } from '#sync-server/desk-traffic.ts'
import { startOwnStore } from '#sync-server/own-store.ts'
import { type CentralAccess, openCouchAdmin } from '#sync-server/provision/couch-admin.ts'
import { provisionAgency, provisionCentre } from '#sync-server/provision/provision-centre.ts'
import { checkWarehouse } from '#sync-server/warehouse/check/run-check.ts'
import type { Finding } from '#sync-server/warehouse/check/verify.ts'
import { createWarehouseFeed } from '#sync-server/warehouse/feed/warehouse-feed.ts'
import { openWarehouse, type WarehousePlace } from '#sync-server/warehouse/open-warehouse.ts'
import { findPostgres, startPostgres } from '#test/support/postgres-server.ts'
import type { Fault, FaultWorld } from '../fault.ts'
import { startCouchProcess } from '../ground/couch-process.ts'
import { startFeedProcess } from '../ground/feed-process.ts'
import { startUnrulyCouch } from '../ground/unruly-couch.ts'
import { createWarehouseWriter } from '../ground/warehouse-writer.ts'

const writesPerTrial = 16
const slugs: [AgencySlug, AgencySlug] = [AgencySlug.parse('kho-xa'), AgencySlug.parse('kho-so')]

/** What befalls a trial while desks write. */
type Blow = { name: string; strike(): Promise<void> }

export const warehouse: Fault = {
  name: 'warehouse',
  promise: 'T2: kill -9 of the feed, of PostgreSQL and of CouchDB, rows out of order, twice and of long ago: the digest equals the source',
  trials: 50,
  async run(world) {
    const ground = await openGround(world)
    const hits = new Map<string, number>()
    const tally = { trials: world.trials, survived: 0, lost: 0, doubled: 0 }
    try {
      for (let trial = 0; trial < world.trials; trial++) {
        const { findings, struck } = await playTrial(world, ground)
        for (const name of struck) hits.set(name, (hits.get(name) ?? 0) + 1)
        const doubled = findings.filter(({ what }) => what === 'extra').length
        tally.survived += findings.length === 0 ? 1 : 0
        tally.lost += findings.length - doubled
        tally.doubled += doubled
        if (findings.length > 0) world.say(`trial ${trial} (${struck.join(', ')}): ${JSON.stringify(findings.slice(0, 5))}`)
      }
    } finally {
      await ground.close()
    }
    const told = [...hits].map(([name, count]) => `${name} ${count}×`)
    return { ...tally, note: `${ground.note}; ${told.join(', ')}; ${ground.documents} documents at the end` }
  },
}

type Ground = Awaited<ReturnType<typeof openGround>>

async function openGround(world: FaultWorld) {
  const couch = await openCouch(world)
  const postgres = await openPostgres(world)
  const admin = openCouchAdmin(couch.access)
  await provisionCentre(admin)
  for (const slug of slugs) await provisionAgency(admin, slug, [])
  let unruly = false
  const between = await startUnrulyCouch(couch.access, world.random, () => unruly)
  const plan = { central: between.central, place: postgres.place }
  // Somebody has to bring the tables before the first kill.
  await (await openWarehouse(postgres.place)).close()
  const feed = startFeedProcess(plan)
  let documents = 0
  const replay: Blow = {
    name: 'replay',
    strike: async () => void (await withWarehouse(postgres.place, (db) => db.query("update feed.source set seq = '0'"))),
  }
  const blows: [Blow, ...Blow[]] = [
    { name: 'feed', strike: feed.kill },
    { name: 'feed', strike: feed.kill },
    ...(postgres.restart === undefined ? [] : [{ name: 'PostgreSQL', strike: postgres.restart }, replay]),
    ...(couch.restart === undefined ? [] : [{ name: 'CouchDB', strike: couch.restart }]),
  ]
  return {
    feed,
    blows,
    writer: createWarehouseWriter(admin, world.random, slugs),
    setUnruly: (on: boolean) => {
      unruly = on
    },
    /** Both sides compared with all contents, by a feed of its own and straight at the source. */
    async check(): Promise<Finding[]> {
      if ('folder' in postgres.place) await feed.kill()
      return withWarehouse(postgres.place, async (database) => {
        const reader = createWarehouseFeed({
          central: couch.access,
          couch: admin,
          database,
          log: makeLog('silent'),
          calm: alwaysCalm,
          pageRows: 20,
          parallel: 1,
        })
        const signal = AbortSignal.timeout(120_000)
        documents = 0
        const onSource = (_: unknown, count: number): void => {
          documents += count
        }
        return checkWarehouse(await reader.tools(), { deep: true, signal, onSource })
      })
    },
    get documents() {
      return documents
    },
    note: `${couch.note}, ${postgres.note}`,
    async close() {
      await feed.kill()
      await between.close()
      await postgres.close()
      await couch.close()
    },
  }
}

/** Desks write; somewhere among it one or two blows fall, and rows may come in disorder. At the end both sides are compared. */
async function playTrial({ random }: FaultWorld, ground: Ground): Promise<{ findings: Finding[]; struck: string[] }> {
  ground.feed.start()
  const disorder = random.below(2) === 0
  ground.setUnruly(disorder)
  const struck = disorder ? ['disorder'] : []
  const moments = new Set(Array.from({ length: 1 + random.below(2) }, () => random.below(writesPerTrial)))
  for (let write = 0; write < writesPerTrial; write++) {
    await ground.writer.once()
    if (!moments.has(write)) continue
    const blow = random.pick(ground.blows)
    await wait(random.below(200))
    await blow.strike()
    ground.feed.start()
    struck.push(blow.name)
  }
  const findings = await ground.check()
  return { findings, struck }
}

async function withWarehouse<T>(
  place: WarehousePlace,
  use: (database: Awaited<ReturnType<typeof openWarehouse>>) => Promise<T>,
): Promise<T> {
  const database = await openWarehouse(place)
  try {
    return await use(database)
  } finally {
    await database.close()
  }
}

type CouchGround = { access: CentralAccess; note: string; restart?: () => Promise<void>; close(): Promise<void> }

async function openCouch({ folder }: FaultWorld): Promise<CouchGround> {
  const { COUCHDB_BIN: program } = process.env
  if (program === undefined) {
    const store = await startOwnStore({ dataDir: join(folder, 'store'), passwordIterations: 1000 })
    return { access: store.central, note: 'embedded store, not killed', close: store.close }
  }
  const couch = await startCouchProcess(program, join(folder, 'couch'))
  const url = new URL(couch.url)
  return {
    access: { url: url.origin, admin: { name: url.username, password: url.password } },
    note: 'own CouchDB',
    async restart() {
      await couch.kill()
      await couch.start()
    },
    close: couch.close,
  }
}

async function openPostgres({ folder }: FaultWorld) {
  const bin = findPostgres()
  if (bin === undefined)
    return {
      place: { folder: join(folder, 'warehouse') },
      note: 'embedded PostgreSQL, killed with the feed',
      restart: undefined,
      close: async () => undefined,
    }
  const server = await startPostgres(bin)
  return { place: { url: server.url }, note: 'PostgreSQL server', restart: server.killAndRestart, close: server.close }
}
