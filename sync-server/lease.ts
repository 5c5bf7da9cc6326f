import { randomUUID } from 'node:crypto'
import type { ServerScope } from 'nano'
import { z } from 'zod'
import { findDocument, statusOf } from './provision/couch-admin.ts'
import { centreDatabase } from './provision/database-names.ts'

/** The right to do one kind of work, held by one server at a time. */
export type Lease = {
  /** True while no other server can have taken it over. */
  held(): boolean
  /** Takes or renews it; answers `held()`. */
  renew(): Promise<boolean>
  /** Gives it back at once, so that another server need not wait. */
  close(): Promise<void>
}

const Stored = z.looseObject({ _rev: z.string(), holder: z.string() })

/**
 * A lease named `name`, one document of `centre`. Servers do not compare clocks: whoever wants it takes it over only after having
 * seen the same revision for the whole of `ttlMs` by a clock of its own, and a holder renews it well before.
 */
export function createLease(couch: ServerScope, name: string, options: { ttlMs: number; elapsedMs?: () => number }): Lease {
  const { ttlMs, elapsedMs = () => performance.now() } = options
  const database = couch.use<Record<string, unknown>>(centreDatabase)
  const _id = `lease:${name}`
  const holder = randomUUID()
  let heldUntil = 0
  let seen: { rev: string; at: number } | undefined

  const write = async (rev: string | undefined): Promise<boolean> => {
    const at = elapsedMs()
    try {
      await database.insert({ _id, ...(rev === undefined ? {} : { _rev: rev }), kind: 'lease', holder })
      heldUntil = at + ttlMs
      return true
    } catch (error) {
      if (statusOf(error) !== 409) throw error
      heldUntil = 0
      return false
    }
  }
  const mayTake = (stored: z.infer<typeof Stored>): boolean => {
    if (stored.holder === holder || stored.holder === '') return true
    const now = elapsedMs()
    if (seen?.rev !== stored._rev) seen = { rev: stored._rev, at: now }
    return now - seen.at >= ttlMs
  }
  return {
    held: () => elapsedMs() < heldUntil,
    async renew() {
      const found = await findDocument(database, _id)
      if (found === undefined) return write(undefined)
      const stored = Stored.parse(found)
      return mayTake(stored) ? write(stored._rev) : false
    },
    async close() {
      const found = await findDocument(database, _id)
      heldUntil = 0
      if (found?.['holder'] === holder) await database.insert({ ...found, holder: '' }).catch(() => undefined)
    },
  }
}
