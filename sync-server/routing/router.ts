import { setTimeout as wait } from 'node:timers/promises'
import type { ServerScope } from 'nano'
import type { Logger } from 'pino'
import type { AgencySlug } from '#core/record/ids.ts'
import { alwaysCalm, type Calm } from '#sync-server/desk-traffic.ts'
import { createLease } from '#sync-server/lease.ts'
import { type CentralAccess, openCouchAdmin } from '#sync-server/provision/couch-admin.ts'
import type { RoutingTools } from './carry-out.ts'
import { readSequences } from './couch-calls.ts'
import { type Feed, listFeeds, readFeed } from './feeds.ts'
import { createFoundAgency } from './found-agency.ts'
import { listWaiting } from './route-record.ts'
import { settleDossier } from './settle-dossier.ts'
import { forgetStuck, listStuck, writeStuck } from './stuck.ts'

/** Keeps every dossier, with its events and pages, in the databases of exactly the agencies it belongs to. */
export type Router = {
  /** Works off everything that is new and answers how many dossiers were looked at. */
  once(): Promise<number>
  close(): Promise<void>
}

export type RouterOptions = {
  central: CentralAccess
  log: Logger
  /** How often the databases are asked for news. */
  pollMs?: number
  /** What it makes way for. */
  calm?: Calm
}

const atOnce = 6
const leaseMs = 15_000
const stuckMs = 60_000

/** A router that works when it is told to. */
export function createRouter(couch: ServerScope, { central, log, calm = alwaysCalm }: RouterOptions): Pick<Router, 'once'> {
  const existing = new Set<string>()
  const tools: RoutingTools = { couch, central, found: createFoundAgency(couch, existing) }
  /** Where each database stood when it had been read to its end. */
  const readTo = new Map<string, string>()
  const greeted = new Set<AgencySlug>()
  let triedStuckAt = Number.NEGATIVE_INFINITY
  return {
    async once() {
      const feeds = listFeeds(await couch.db.list())
      existing.clear()
      for (const { database } of feeds) existing.add(database)
      let done = await greet(tools, feeds, greeted)
      if (performance.now() - triedStuckAt > stuckMs) {
        triedStuckAt = performance.now()
        await retryStuck(tools, log)
      }
      const sequences = await readSequences(
        couch,
        feeds.map(({ database }) => database),
      )
      const stale = feeds.filter(({ database }) => readTo.get(database) !== sequences.get(database))
      for (let start = 0; start < stale.length; start += atOnce) {
        const some = stale.slice(start, start + atOnce)
        done += await workOff(tools, some, { log, calm })
        for (const { database } of some) readTo.set(database, sequences.get(database) ?? '')
      }
      return done
    },
  }
}

/** Reads feeds to their end, settles what they name, and only then notes how far they were read. */
async function workOff(tools: RoutingTools, feeds: Feed[], { log, calm }: { log: Logger; calm: Calm }): Promise<number> {
  let done = 0
  let open = feeds
  let spentMs = 0
  while (open.length > 0) {
    await calm(spentMs)
    const from = performance.now()
    const news = await Promise.all(open.map((feed) => readFeed(tools.couch, feed)))
    const seenAt = new Map<string, Set<AgencySlug>>()
    for (const [index, { slug }] of open.entries()) {
      for (const dossier of news[index]?.dossiers ?? []) seenAt.set(dossier, (seenAt.get(dossier) ?? new Set()).add(slug))
    }
    await settleAll(tools, seenAt, log)
    for (const one of news) await one.note()
    done += seenAt.size
    open = open.filter((_, index) => news[index]?.more === true)
    spentMs = performance.now() - from
  }
  return done
}

export async function settleAll(tools: RoutingTools, seenAt: Map<string, Set<AgencySlug>>, log: Logger): Promise<void> {
  const queue = [...seenAt]
  const work = async (): Promise<void> => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      const [dossier, slugs] = next
      await settleOrPutAside(tools, dossier, slugs, log)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, work))
}

/** One dossier that cannot be routed (a document that the rules of the target refuse) never holds up the others; it is tried again. */
async function settleOrPutAside(tools: RoutingTools, dossier: string, slugs: Iterable<AgencySlug>, log: Logger): Promise<void> {
  try {
    const left = await settleDossier(tools, dossier, slugs)
    if (left.disputed) log.error({ dossier }, 'copies of one id name different receivers; nothing was routed')
    await forgetStuck(tools.couch, dossier)
  } catch (error) {
    // Without a CouchDB this throws too, and the feeds are read again.
    await writeStuck(tools.couch, dossier, { slugs: [...slugs], reason: String(error) })
    log.error({ dossier, error: String(error) }, 'not routed; tried again later')
  }
}

async function retryStuck(tools: RoutingTools, log: Logger): Promise<void> {
  for (const { dossier, slugs } of await listStuck(tools.couch)) await settleOrPutAside(tools, dossier, slugs, log)
}

/** What waited for an agency that has come into being since. */
async function greet(tools: RoutingTools, feeds: Feed[], greeted: Set<AgencySlug>): Promise<number> {
  let done = 0
  for (const { slug, kind } of feeds) {
    if (kind !== 'dossiers' || greeted.has(slug)) continue
    const waiting = await listWaiting(tools.couch, slug)
    for (const dossier of waiting.dossiers) await settleDossier(tools, dossier, [])
    await waiting.forget()
    greeted.add(slug)
    done += waiting.dossiers.length
  }
  return done
}

/** Starts a router that works by itself, as long as no other server does. */
export function startRouter(options: RouterOptions): Router {
  const couch = openCouchAdmin(options.central)
  const router = createRouter(couch, options)
  const lease = createLease(couch, 'routing', { ttlMs: leaseMs })
  const stop = new AbortController()
  const pollMs = options.pollMs ?? 1000
  const run = async (): Promise<void> => {
    let renewedAt = Number.NEGATIVE_INFINITY
    while (!stop.signal.aborted) {
      try {
        if (performance.now() - renewedAt > leaseMs / 3) {
          await lease.renew()
          renewedAt = performance.now()
        }
        if (lease.held()) await router.once()
      } catch (error) {
        if (!stop.signal.aborted) options.log.warn({ error: String(error) }, 'routing goes on at the next round')
        await pause(pollMs * 2, stop.signal)
      }
      await pause(pollMs, stop.signal)
    }
  }
  const running = run()
  return {
    once: router.once,
    async close() {
      stop.abort()
      await running
      await lease.close().catch(() => undefined)
    },
  }
}

const pause = (ms: number, signal: AbortSignal): Promise<void> => wait(ms, undefined, { signal }).catch(() => undefined)
