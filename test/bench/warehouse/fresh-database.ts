import { makeLog } from '#sync-server/api/serve-api.ts'
import { alwaysCalm } from '#sync-server/desk-traffic.ts'
import { type CentralAccess, openCouchAdmin } from '#sync-server/provision/couch-admin.ts'
import { createWarehouseFeed } from '#sync-server/warehouse/feed/warehouse-feed.ts'
import { openWarehouse } from '#sync-server/warehouse/open-warehouse.ts'
import { openPostgres } from '#sync-server/warehouse/sql/postgres.ts'
import type { SqlDatabase } from '#sync-server/warehouse/sql/sql-database.ts'
import { sizeOf } from '#sync-server/warehouse/warehouse.ts'
import type { PostgresServer } from '#test/support/postgres-server.ts'

/** An empty warehouse of its own on the server, gone afterwards. */
export async function withFreshWarehouse<T>(
  server: PostgresServer,
  name: string,
  use: (database: SqlDatabase, url: string) => Promise<T>,
): Promise<T> {
  const root = openPostgres(server.url)
  await root.script(`create database ${name}`)
  const url = server.url.replace('/postgres?', `/${name}?`)
  const database = await openWarehouse({ url })
  try {
    return await use(database, url)
  } finally {
    await database.close()
    await root.script(`drop database ${name} with (force)`)
    await root.close()
  }
}

/** Everything that the CouchDB has, into a warehouse. */
export async function fillWarehouse(database: SqlDatabase, central: CentralAccess): Promise<void> {
  const size = sizeOf({ url: '' })
  const feed = createWarehouseFeed({ central, couch: openCouchAdmin(central), database, log: makeLog('error'), calm: alwaysCalm, ...size })
  if (!(await feed.once(new AbortController().signal))) throw new Error('The warehouse was not filled to its end.')
}

export async function timed(work: () => Promise<unknown>): Promise<number> {
  const from = performance.now()
  await work()
  return performance.now() - from
}
