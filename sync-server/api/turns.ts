import type { ServerScope } from 'nano'
import { z } from 'zod'
import { embeddedVendor } from '#sync-server/embedded/vendor.ts'

/** Enough to keep CouchDB busy: its own limit of processes is a hundred, and each learns every rule. */
const batchesAtCouch = 16
const Greeting = z.object({ vendor: z.object({ name: z.string() }).optional() })

/**
 * How many batches of documents the store judges at a time. The embedded store makes all that has come by then durable at once, so that
 * waiting would only cost time there (docs/adr/0033).
 */
export async function batchesAtOnce(couch: Pick<ServerScope, 'info'>): Promise<number> {
  const { vendor } = Greeting.parse(await couch.info())
  return vendor?.name === embeddedVendor ? Number.POSITIVE_INFINITY : batchesAtCouch
}

/** Lets so many pieces of work run at a time; the others wait in the order they came. */
export class Turns {
  #free: number
  readonly #waiting: (() => void)[] = []

  constructor(atOnce: number) {
    this.#free = atOnce
  }

  async take<T>(work: () => Promise<T>): Promise<T> {
    if (this.#free > 0) this.#free -= 1
    else await new Promise<void>((resolve) => this.#waiting.push(resolve))
    try {
      return await work()
    } finally {
      const next = this.#waiting.shift()
      if (next === undefined) this.#free += 1
      else next()
    }
  }
}
