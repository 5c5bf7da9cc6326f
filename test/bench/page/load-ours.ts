import type { Desk } from '#renderer/data/desk.ts'
import { type Account, openUnsigned, signIn } from './bench-desk.ts'
import { watchBlocking } from './watch-blocking.ts'

export type OurLoad = { ms: number; withSignInMs: number; longestBlockMs: number }

/** A new desk's first load: from its first request for records until all of them are durable, sealed and in the queue. */
export async function loadOurs(account: Account, size: number): Promise<OurLoad> {
  performance.setResourceTimingBufferSize(10_000)
  const desk = await openUnsigned()
  const blocking = watchBlocking()
  const loaded = waitForLoad(desk, size)
  const beganMs = performance.now()
  await signIn(desk, account)
  await loaded
  const endedMs = performance.now()
  const longestBlockMs = blocking.stop()
  const held = desk.dossiers.rows.get().length
  if (held < size) throw new Error(`Only ${held} of ${size} dossiers arrived.`)
  await desk.close()
  return { ms: endedMs - firstRequestMs(), withSignInMs: endedMs - beganMs, longestBlockMs }
}

function firstRequestMs(): number {
  const requests = performance.getEntriesByType('resource').filter(({ name }) => name.includes('/centre/db/'))
  const first = requests[0]
  if (first === undefined) throw new Error('The desk asked for nothing.')
  return first.startTime
}

/** The share of the first load goes from a number back to null when it has ended. */
function waitForLoad(desk: Desk, size: number): Promise<void> {
  if (size === 0) return Promise.resolve()
  return new Promise((resolve) => {
    let begun = false
    const stop = desk.sync.status.subscribe(() => {
      const { firstLoad } = desk.sync.status.get()
      if (firstLoad !== null) begun = true
      if (!begun || firstLoad !== null) return
      stop()
      resolve()
    })
  })
}
