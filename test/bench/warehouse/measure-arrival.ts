import { setTimeout as wait } from 'node:timers/promises'
import { z } from 'zod'
import { makeLog } from '#sync-server/api/serve-api.ts'
import { openCouchAdmin } from '#sync-server/provision/couch-admin.ts'
import type { SqlDatabase } from '#sync-server/warehouse/sql/sql-database.ts'
import { startWarehouse } from '#sync-server/warehouse/warehouse.ts'
import type { Samples } from '#test/bench/report/figures.ts'
import { nextUlid } from '#test/integration/centre/centre-records.ts'
import { makeDossier } from '#test/support/trade-world.ts'
import { fillWarehouse, timed, withFreshWarehouse } from './fresh-database.ts'
import type { FillPlan } from './measure-fill.ts'

const atOnce = 20
const everyMs = 100
const rounds = 100
const large = 6
const largeBytes = 7_500_000

/** How long each of 200 documents a second needs from its write to its row, in a warehouse that is followed as the centre does it. */
export async function measureLag({ centre, size, server }: FillPlan): Promise<Samples> {
  return withFreshWarehouse(server, `lag_${size}`, async (warehouse, url) => {
    await fillWarehouse(warehouse, centre.central)
    const following = startWarehouse({ central: centre.central, place: { url }, log: makeLog('error'), checkEveryMs: 24 * 3_600_000 })
    const written = await writeSteadily(centre)
    const ms = await arrivalsOf(warehouse, written)
    await following.close()
    return { case: 'lag', size, ms, note: `${(atOnce * 1000) / everyMs} documents/s for ${(rounds * everyMs) / 1000} s` }
  })
}

type Centre = FillPlan['centre']

let serial = 2_000_000

function freshDossiers(count: number, change: Record<string, unknown> = {}) {
  return Array.from({ length: count }, () => {
    const id = `dossier:${nextUlid()}`
    serial += 1
    return { ...makeDossier(), _id: id, id, code: `H53.27712-261122-${serial}`, ...change }
  })
}

async function writeSteadily({ central, database }: Centre): Promise<Map<string, number>> {
  const couch = openCouchAdmin(central).use<Record<string, unknown>>(database)
  const written = new Map<string, number>()
  const from = performance.now()
  for (let round = 0; round < rounds; round++) {
    await wait(Math.max(0, from + round * everyMs - performance.now()))
    const docs = freshDossiers(atOnce)
    const at = Date.now()
    const refused = (await couch.bulk({ docs })).find(({ error }) => error !== undefined)
    if (refused !== undefined) throw new Error(`The centre refused a dossier: ${refused.error} ${refused.reason ?? ''}`)
    for (const { _id } of docs) written.set(_id, at)
  }
  return written
}

const Seen = z.array(z.object({ doc_id: z.string(), ms: z.number() }))

async function arrivalsOf(warehouse: SqlDatabase, written: ReadonlyMap<string, number>): Promise<number[]> {
  const text = 'select doc_id, (extract(epoch from seen_at) * 1000)::float8 as ms from raw.revision where doc_id = any($1)'
  for (;;) {
    const seen = Seen.parse(await warehouse.query(text, [[...written.keys()]]))
    if (seen.length === written.size) return seen.map(({ doc_id, ms }) => ms - (written.get(doc_id) ?? 0))
    await wait(100)
  }
}

/** Documents of almost CouchDB's limit, and by how much the memory of this process grew at most while they came. */
export async function measureLarge({ centre, size, server }: FillPlan): Promise<Samples> {
  const couch = openCouchAdmin(centre.central).use<Record<string, unknown>>(centre.database)
  return withFreshWarehouse(server, `large_${size}`, async (warehouse) => {
    await fillWarehouse(warehouse, centre.central)
    for (const dossier of freshDossiers(large, { subject: 'x'.repeat(largeBytes) })) await couch.insert(dossier)
    const before = process.memoryUsage.rss()
    let most = before
    const watch = setInterval(() => {
      most = Math.max(most, process.memoryUsage.rss())
    }, 20)
    const ms = await timed(() => fillWarehouse(warehouse, centre.central))
    clearInterval(watch)
    return {
      case: 'large',
      size,
      ms: [ms],
      note: `${large} documents of ${largeBytes / 1e6} MB; memory grew by ${Math.round((most - before) / 1e6)} MB at most`,
    }
  })
}
