import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import type { Logger } from 'pino'
import { z } from 'zod'
import { alwaysCalm, type Calm, DeskTraffic } from '#sync-server/desk-traffic.ts'
import { type CentralAccess, openCouchAdmin } from '#sync-server/provision/couch-admin.ts'
import { checkWarehouse } from './check/run-check.ts'
import type { FeedTools } from './feed/follow-source.ts'
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

/** The comparison goes on beside the feed and gives way to it: news never waits for a check of everything. */
async function run(feed: WarehouseFeed, options: Run): Promise<void> {
  const { log, signal, pollMs = 2_000 } = options
  const news = new DeskTraffic()
  let filled = false
  const read = feed.follow({
    pollMs,
    signal,
    during: () => news.begin(),
    onWhole() {
      filled = true
    },
  })
  const check = async (): Promise<void> => {
    if (filled) await checkWhenDue(feed, options, news)
  }
  const repeat = async (work: () => Promise<void>): Promise<void> => {
    while (!signal.aborted) {
      await work().catch((error: unknown) => {
        if (!signal.aborted) log.warn({ error: String(error) }, 'the warehouse will try again')
      })
      await wait(pollMs, undefined, { signal }).catch(() => undefined)
    }
  }
  await Promise.all([read, repeat(check)])
}

const Due = z.tuple([z.object({ quick: z.boolean(), deep: z.boolean() })])

/** By the last check of any server; the first is due when the warehouse has been filled. */
async function checkWhenDue(feed: WarehouseFeed, options: Run, news: DeskTraffic): Promise<void> {
  const { database, log, signal, calm = alwaysCalm, checkEveryMs = hourMs } = options
  const text = `select coalesce(max(started_at) < clock_timestamp() - make_interval(secs => $1), true) as quick,
      coalesce(max(started_at) filter (where deep) < clock_timestamp() - make_interval(secs => $2), true) as deep from feed.check_run`
  const [{ quick, deep }] = Due.parse(await database.query(text, [checkEveryMs / 1000, (24 * checkEveryMs) / 1000]))
  if (!quick && !deep) return
  // A holder of its own: the feed beside it must not commit under the claim of the check.
  const tools: FeedTools = {
    ...(await feed.tools()),
    holder: randomUUID(),
    async calm(spentMs) {
      await calm(spentMs)
      await news.calm(spentMs)
    },
  }
  const findings = await checkWarehouse(tools, { deep, signal })
  if (findings.length > 0) log.error({ differing: findings.length, some: findings.slice(0, 5) }, 'the warehouse differs from its source')
}

/** Beside a desk's requests in one process, little at a time; with a server of its own, as much as it takes. */
export function sizeOf(place: WarehousePlace): { pageRows: number; parallel: number } {
  return 'folder' in place ? { pageRows: 50, parallel: 1 } : { pageRows: 2000, parallel: 4 }
}
