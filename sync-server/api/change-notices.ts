import { setTimeout as wait } from 'node:timers/promises'
import type { Logger } from 'pino'
import { z } from 'zod'
import { basicAuthorization, type CentralAccess } from '#sync-server/provision/couch-admin.ts'

export type ChangeNotice = { db: string; seq: string }
type Listener = (notice: ChangeNotice) => void

const Answer = z.object({ results: z.array(z.unknown()), last_seq: z.union([z.string(), z.number()]) })
const retryMs = 2_000

/** Watches databases for all desks at once: one open request to CouchDB for each database that somebody follows. */
export class ChangeNotices {
  readonly #central: CentralAccess
  readonly #log: Logger
  readonly #listeners = new Map<string, Set<Listener>>()
  readonly #watching = new Map<string, AbortController>()
  readonly #latest = new Map<string, string>()

  constructor(central: CentralAccess, log: Logger) {
    this.#central = central
    this.#log = log
  }

  /**
   * Calls `listener` with where each database stands, then at each change, until the answer is called. The first call closes
   * the gap between what a desk last pulled and the moment from which we watch.
   */
  follow(databases: string[], listener: Listener): () => void {
    for (const db of databases) {
      const listeners = this.#listeners.get(db) ?? new Set()
      this.#listeners.set(db, listeners.add(listener))
      const seq = this.#latest.get(db)
      if (!this.#watching.has(db)) this.#start(db)
      else if (seq !== undefined) listener({ db, seq })
    }
    return () => {
      for (const db of databases) this.#leave(db, listener)
    }
  }

  /** Tells all who follow a database to ask about it, without a change in it. */
  tell(db: string): void {
    for (const listener of this.#listeners.get(db) ?? []) listener({ db, seq: this.#latest.get(db) ?? '0' })
  }

  close(): void {
    for (const watch of this.#watching.values()) watch.abort()
    this.#watching.clear()
    this.#listeners.clear()
  }

  #leave(db: string, listener: Listener): void {
    const listeners = this.#listeners.get(db)
    listeners?.delete(listener)
    if (listeners === undefined || listeners.size > 0) return
    this.#listeners.delete(db)
    this.#watching.get(db)?.abort()
    this.#watching.delete(db)
    this.#latest.delete(db)
  }

  #start(db: string): void {
    const watch = new AbortController()
    this.#watching.set(db, watch)
    this.#watch(db, watch.signal).catch((error: unknown) => {
      if (!watch.signal.aborted) this.#log.error({ db, error: String(error) }, 'watch ended')
    })
  }

  async #watch(db: string, signal: AbortSignal): Promise<void> {
    let since: string | undefined
    while (!signal.aborted) {
      const page = await this.#next(db, since, signal).catch(() => undefined)
      if (signal.aborted) return
      if (page === undefined) {
        await wait(retryMs, undefined, { signal }).catch(() => undefined)
        continue
      }
      const seq = String(page.last_seq)
      const news = since === undefined || page.results.length > 0
      since = seq
      this.#latest.set(db, seq)
      if (news) for (const listener of this.#listeners.get(db) ?? []) listener({ db, seq })
    }
  }

  async #next(db: string, since: string | undefined, signal: AbortSignal): Promise<z.infer<typeof Answer>> {
    const url = new URL(`/${encodeURIComponent(db)}/_changes`, this.#central.url)
    const query = since === undefined ? { since: 'now', limit: '1' } : { feed: 'longpoll', since, heartbeat: '30000' }
    url.search = new URLSearchParams(query).toString()
    const answer = await fetch(url, { headers: { authorization: basicAuthorization(this.#central.admin) }, signal })
    if (!answer.ok) {
      await answer.body?.cancel()
      throw new Error(`_changes answered ${answer.status}`)
    }
    return Answer.parse(await answer.json())
  }
}
