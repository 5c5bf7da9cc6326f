import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import type { ServerScope } from 'nano'
import { readSequences } from '#sync-server/routing/couch-calls.ts'
import { openPseudonyms } from '../pseudonym-key.ts'
import type { SqlDatabase } from '../sql/sql-database.ts'
import { type FeedTools, followSource } from './follow-source.ts'
import { listSources, type Source } from './source.ts'
import { createSourceQueue, type SourceQueue, type Turn } from './source-queue.ts'

export type FeedOptions = Pick<FeedTools, 'central' | 'log' | 'calm' | 'progress'> & {
  couch: ServerScope
  database: SqlDatabase
  pageRows: number
  /** Databases that are read at the same time. */
  parallel: number
  leaseSeconds?: number
  /** How long a database is read while others wait for their turn. */
  turnMs?: number
}

/** What goes on around a feed that follows its databases. */
export type Following = {
  /** How often the databases are asked for news. */
  pollMs: number
  signal: AbortSignal
  /** Called when a turn begins; calls what it is given when it ends. */
  during?(): () => void
  /** Told after each round once every database has been read to its end. */
  onWhole?(): void
}

export type WarehouseFeed = {
  /** Reads everything new; answers false where some of it has to be tried again. */
  once(signal: AbortSignal): Promise<boolean>
  /** Reads whatever comes until it is aborted: no database waits for another one's first fill. */
  follow(following: Following): Promise<void>
  tools(): Promise<FeedTools>
}

const defaultTurnMs = 2_000

/** A feed of all databases that this CouchDB has. Any number of them may work beside each other. */
export function createWarehouseFeed({ parallel, turnMs = defaultTurnMs, ...options }: FeedOptions): WarehouseFeed {
  const { couch, database, log } = options
  const holder = randomUUID()
  const readTo = new Map<string, string>()
  let opened: Promise<FeedTools> | undefined
  const open = async (): Promise<FeedTools> => ({ leaseSeconds: 30, ...options, holder, personKey: await openPseudonyms(couch) })
  const tools = (): Promise<FeedTools> => {
    opened ??= open().catch((error: unknown) => {
      opened = undefined
      throw error
    })
    return opened
  }

  const takeTurn = async (source: Source, queue: SourceQueue, signal: AbortSignal): Promise<Turn> => {
    try {
      const sequence = (await readSequences(couch, [source.database])).get(source.database)
      const until = performance.now() + turnMs
      const isOver = () => performance.now() > until && queue.hasWaiting()
      const turn = await followSource(await tools(), source, { signal, isOver })
      if (turn === 'whole' && sequence !== undefined) readTo.set(source.database, sequence)
      return signal.aborted ? 'failed' : turn
    } catch (error) {
      if (!signal.aborted) log.warn({ database: source.database, error: String(error) }, 'the warehouse will try again')
      return 'failed'
    }
  }
  const openQueue = (signal: AbortSignal, during: Following['during']): SourceQueue => {
    const take = async (source: Source): Promise<Turn> => {
      if (signal.aborted) return 'failed'
      const done = during?.()
      const turn = await takeTurn(source, queue, signal)
      done?.()
      return turn
    }
    const queue: SourceQueue = createSourceQueue({ parallel, take })
    return queue
  }
  const listStale = async (): Promise<{ stale: Source[]; isWhole: boolean }> => {
    const sources = await listSources(database, await couch.db.list())
    const names = sources.map((one) => one.database)
    const sequences = await readSequences(couch, names)
    const stale = sources.filter((one) => readTo.get(one.database) !== sequences.get(one.database))
    return { stale, isWhole: names.every((name) => readTo.has(name)) }
  }
  return {
    tools,
    async once(signal) {
      const queue = openQueue(signal, undefined)
      queue.add((await listStale()).stale)
      return (await queue.idle()) && !signal.aborted
    },
    async follow({ pollMs, signal, during, onWhole }) {
      const queue = openQueue(signal, during)
      while (!signal.aborted) {
        await listStale().then(
          ({ stale, isWhole }) => {
            queue.add(stale)
            if (isWhole) onWhole?.()
          },
          (error: unknown) => log.warn({ error: String(error) }, 'the warehouse will try again'),
        )
        await wait(pollMs, undefined, { signal }).catch(() => undefined)
      }
      await queue.idle()
    },
  }
}
