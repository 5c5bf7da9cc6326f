import { setTimeout as wait } from 'node:timers/promises'
import type { ServerScope } from 'nano'
import type { Logger } from 'pino'
import { createLease, type Lease } from './lease.ts'

/** Work that goes on for as long as a centre runs. */
export type LeasedWork = { close(): Promise<void> }

export type LeasedWorkOptions = {
  couch: ServerScope
  /** The lease's name: servers beside each other settle by it who works. */
  name: string
  pollMs: number
  log: Logger
  /** One round; ends early when the signal does. May be repeated at any point. */
  once(signal: AbortSignal): Promise<unknown>
}

const leaseMs = 15_000

/** Repeats `once` on the one server that holds the lease. A round that fails is told and tried again; the others take over where this one ends. */
export function startLeasedWork(options: LeasedWorkOptions): LeasedWork {
  const lease = createLease(options.couch, options.name, { ttlMs: leaseMs })
  const closing = new AbortController()
  const running = run(options, lease, closing.signal)
  return {
    async close() {
      closing.abort()
      await running
      await lease.close().catch(() => undefined)
    },
  }
}

async function run({ once, name, pollMs, log }: LeasedWorkOptions, lease: Lease, closing: AbortSignal): Promise<void> {
  while (!closing.aborted) {
    try {
      if (await lease.renew()) await whileHeld(lease, closing, once)
    } catch (error) {
      if (!closing.aborted) log.warn({ error: String(error) }, `${name} will try again`)
    }
    await wait(pollMs, undefined, { signal: closing }).catch(() => undefined)
  }
}

/** A long round renews the lease meanwhile, and ends where another server has taken it over. */
async function whileHeld(lease: Lease, closing: AbortSignal, work: (signal: AbortSignal) => Promise<unknown>): Promise<void> {
  const lost = new AbortController()
  const renew = async (): Promise<void> => {
    if (!(await lease.renew().catch(() => lease.held()))) lost.abort()
  }
  const beat = setInterval(() => void renew(), leaseMs / 3)
  try {
    await work(AbortSignal.any([closing, lost.signal]))
  } finally {
    clearInterval(beat)
  }
}
