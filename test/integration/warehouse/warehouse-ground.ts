import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { makeLog } from '#sync-server/api/serve-api.ts'
import { alwaysCalm } from '#sync-server/desk-traffic.ts'
import { createWarehouseFeed } from '#sync-server/warehouse/feed/warehouse-feed.ts'
import { openWarehouse, type WarehousePlace } from '#sync-server/warehouse/open-warehouse.ts'
import type { SqlDatabase, SqlRow, SqlValue } from '#sync-server/warehouse/sql/sql-database.ts'
import { nextUlid } from '#test/integration/centre/centre-records.ts'
import { type Documents, startRoutingGround } from '#test/integration/routing/routing-ground.ts'
import { findPostgres, startPostgres } from '#test/support/postgres-server.ts'
import { makeDossier } from '#test/support/trade-world.ts'

/** Which PostgreSQL a test runs on: the embedded one everywhere, a server where the machine has one. */
export const stands = ['embedded', ...(findPostgres() === undefined ? [] : ['server'])] as const

export type Stand = { place: WarehousePlace; restart: (() => Promise<void>) | undefined; close(): Promise<void> }

export async function openStand(kind: string): Promise<Stand> {
  const bin = findPostgres()
  if (kind === 'server' && bin !== undefined) {
    const server = await startPostgres(bin)
    return { place: { url: server.url }, restart: server.killAndRestart, close: server.close }
  }
  const folder = await mkdtemp(join(tmpdir(), 'mc-warehouse-'))
  return { place: { folder }, restart: undefined, close: () => rm(folder, { recursive: true, force: true, maxRetries: 5 }) }
}

/** A centre with some agencies, and a warehouse beside it. */
export async function startWarehouseGround(kind: string, names: string[]) {
  const stand = await openStand(kind)
  const centre = await startRoutingGround(names)
  const database = await openWarehouse(stand.place)
  const feed = openFeed(database, centre)
  return {
    ...centre,
    stand,
    warehouse: database,
    feed,
    ...createDossiers(centre),
    /** Reads everything that there is. */
    fill: () => feed.once(new AbortController().signal),
    rows: (text: string, params: SqlValue[] = []): Promise<SqlRow[]> => database.query(text, params),
    async close() {
      await database.close()
      await stand.close()
      await centre.close()
    },
  }
}

export type WarehouseGround = Awaited<ReturnType<typeof startWarehouseGround>>

/** A dossier that keeps the whole schema, under a new id. */
export function makeWhole(agencies: Documents, change: Documents = {}): Documents & { _id: string } {
  const id = `dossier:${nextUlid()}`
  return { ...makeDossier(), _id: id, id, ...agencies, ...change }
}

function createDossiers({ database, agenciesOf }: Awaited<ReturnType<typeof startRoutingGround>>) {
  return {
    async take(receiving: string, change: Documents = {}, competent = receiving): Promise<string> {
      const dossier = makeWhole(agenciesOf(receiving, competent), change)
      await database(receiving, 'dossiers').insert(dossier)
      return dossier._id
    },
  }
}

export function openFeed(
  database: SqlDatabase,
  { access, couch }: Pick<Awaited<ReturnType<typeof startRoutingGround>>, 'access' | 'couch'>,
) {
  return createWarehouseFeed({ central: access, couch, database, log: makeLog('silent'), calm: alwaysCalm, pageRows: 50, parallel: 2 })
}
