import { setTimeout as wait } from 'node:timers/promises'
import type { Logger } from 'pino'
import { alwaysCalm, type Calm } from '#sync-server/desk-traffic.ts'
import { type CentralAccess, openCouchAdmin } from '#sync-server/provision/couch-admin.ts'
import { createWarehouseFeed } from './feed/warehouse-feed.ts'
import { openWarehouse, type WarehousePlace } from './open-warehouse.ts'
import type { SqlDatabase } from './sql/sql-database.ts'

export type WarehouseOptions = {
  central: CentralAccess
  place: WarehousePlace
  log: Logger
  calm?: Calm
  /** How often the databases are asked for news. */
  pollMs?: number
}

/** The province's warehouse, filled for as long as the centre runs. */
export type Warehouse = { database: SqlDatabase; close(): Promise<void> }

/** Opens the warehouse and follows every database into it. */
export async function startWarehouse({ central, place, log, calm = alwaysCalm, pollMs = 2_000 }: WarehouseOptions): Promise<Warehouse> {
  const database = await openWarehouse(place)
  const couch = openCouchAdmin(central)
  const embedded = 'folder' in place
  const feed = createWarehouseFeed({ central, couch, database, log, calm, ...sizeOf(embedded) })
  const closing = new AbortController()
  const run = async (): Promise<void> => {
    while (!closing.signal.aborted) {
      await feed.once(closing.signal).catch((error: unknown) => {
        if (!closing.signal.aborted) log.warn({ error: String(error) }, 'the warehouse will try again')
      })
      await wait(pollMs, undefined, { signal: closing.signal }).catch(() => undefined)
    }
  }
  const running = run()
  return {
    database,
    async close() {
      closing.abort()
      await running
      await database.close()
    },
  }
}

/** Beside a desk's requests in one process, little at a time; on a server of its own, as much as it takes. */
export function sizeOf(embedded: boolean): { pageRows: number; parallel: number } {
  return embedded ? { pageRows: 50, parallel: 1 } : { pageRows: 1000, parallel: 4 }
}
