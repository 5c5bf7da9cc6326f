import { setTimeout as wait } from 'node:timers/promises'
import type { Logger } from 'pino'
import { z } from 'zod'
import { alwaysCalm, type Calm } from '#sync-server/desk-traffic.ts'
import { type CentralAccess, openCouchAdmin } from '#sync-server/provision/couch-admin.ts'
import { checkWarehouse } from './check/run-check.ts'
import { createWarehouseFeed, type WarehouseFeed } from './feed/warehouse-feed.ts'
import { openWarehouse, type WarehousePlace } from './open-warehouse.ts'
import { openLate } from './sql/late-database.ts'
import type { SqlDatabase } from './sql/sql-database.ts'

export type WarehouseOptions = {
  central: CentralAccess
  place: WarehousePlace
  log: Logger
  calm?: Calm
  /** How often the databases are asked for news. */
  pollMs?: number
  /** How often both sides are compared by their revisions; once a day with all contents. */
  checkEveryMs?: number
  /** How long another feed waits before it takes over from this one. */
  leaseSeconds?: number
}

/** The province's warehouse, filled for as long as the centre runs. */
export type Warehouse = { database: SqlDatabase; close(): Promise<void> }

const hourMs = 3_600_000

/** Opens the warehouse and follows every database into it. The embedded one takes seconds to open: what is asked meanwhile waits. */
export function startWarehouse(options: WarehouseOptions): Warehouse {
  const { central, place, log, calm = alwaysCalm } = options
  const database = openLate(openWarehouse(place))
  const lease = options.leaseSeconds === undefined ? {} : { leaseSeconds: options.leaseSeconds }
  const feed = createWarehouseFeed({ central, couch: openCouchAdmin(central), database, log, calm, ...lease, ...sizeOf(place) })
  const closing = new AbortController()
  const running = run(feed, { ...options, database, signal: closing.signal })
  return {
    database,
    async close() {
      closing.abort()
      await running
      await database.close()
    },
  }
}

type Run = WarehouseOptions & { database: SqlDatabase; signal: AbortSignal }

async function run(feed: WarehouseFeed, { database, log, signal, pollMs = 2_000, checkEveryMs = hourMs }: Run): Promise<void> {
  while (!signal.aborted) {
    try {
      const whole = await feed.once(signal)
      if (whole && !signal.aborted) await checkWhenDue(feed, { database, log, signal, everyMs: checkEveryMs })
    } catch (error) {
      if (!signal.aborted) log.warn({ error: String(error) }, 'the warehouse will try again')
    }
    await wait(pollMs, undefined, { signal }).catch(() => undefined)
  }
}

const Due = z.tuple([z.object({ quick: z.boolean(), deep: z.boolean() })])

/** By the last check of any server; the first is due when the warehouse has been filled. */
async function checkWhenDue(
  feed: WarehouseFeed,
  { database, log, signal, everyMs }: { database: SqlDatabase; log: Logger; signal: AbortSignal; everyMs: number },
): Promise<void> {
  const text = `select coalesce(max(started_at) < clock_timestamp() - make_interval(secs => $1), true) as quick,
      coalesce(max(started_at) filter (where deep) < clock_timestamp() - make_interval(secs => $2), true) as deep from feed.check_run`
  const [{ quick, deep }] = Due.parse(await database.query(text, [everyMs / 1000, (24 * everyMs) / 1000]))
  if (!quick && !deep) return
  const findings = await checkWarehouse(await feed.tools(), { deep, signal })
  if (findings.length > 0) log.error({ differing: findings.length, some: findings.slice(0, 5) }, 'the warehouse differs from its source')
}

/** Beside a desk's requests in one process, little at a time; with a server of its own, as much as it takes. */
export function sizeOf(place: WarehousePlace): { pageRows: number; parallel: number } {
  return 'folder' in place ? { pageRows: 50, parallel: 1 } : { pageRows: 1000, parallel: 4 }
}
