import { randomUUID } from 'node:crypto'
import type { ServerScope } from 'nano'
import { readSequences } from '#sync-server/routing/couch-calls.ts'
import { openPseudonyms } from '../pseudonym-key.ts'
import type { SqlDatabase } from '../sql/sql-database.ts'
import { type FeedTools, followSource } from './follow-source.ts'
import { listSources, type Source } from './source.ts'

export type FeedOptions = Pick<FeedTools, 'central' | 'log' | 'calm' | 'progress'> & {
  couch: ServerScope
  database: SqlDatabase
  pageRows: number
  /** Databases that are read at the same time. */
  parallel: number
  leaseSeconds?: number
}

export type WarehouseFeed = {
  /** Reads everything new; answers false where some of it has to be tried again. */
  once(signal: AbortSignal): Promise<boolean>
  tools(): Promise<FeedTools>
}

/** A feed of all databases that this CouchDB has. Any number of them may work beside each other. */
export function createWarehouseFeed({ parallel, ...options }: FeedOptions): WarehouseFeed {
  const { couch, database } = options
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
  const readOne = async (source: Source, sequence: string, signal: AbortSignal): Promise<boolean> => {
    try {
      const done = await followSource(await tools(), source, signal)
      if (done) readTo.set(source.database, sequence)
      return done
    } catch (error) {
      if (!signal.aborted) options.log.warn({ database: source.database, error: String(error) }, 'the warehouse will try again')
      return false
    }
  }
  return {
    tools,
    async once(signal) {
      const sources = await listSources(database, await couch.db.list())
      const sequences = await readSequences(
        couch,
        sources.map((one) => one.database),
      )
      const stale = sources.filter((one) => readTo.get(one.database) !== sequences.get(one.database))
      let whole = true
      const work = async (): Promise<void> => {
        for (let one = stale.shift(); one !== undefined && !signal.aborted; one = stale.shift())
          if (!(await readOne(one, sequences.get(one.database) ?? '', signal))) whole = false
      }
      await Promise.all(Array.from({ length: parallel }, work))
      return whole && !signal.aborted
    },
  }
}
