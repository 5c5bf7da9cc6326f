import { getDesk } from './bench-desk.ts'

export type IdleTimes = { ours: number[]; raw: number[]; requests: number }

/** Rounds of a desk at rest and bare requests, taking turns. */
export async function idleCycles(count: number, database: string): Promise<IdleTimes> {
  const desk = getDesk()
  // The first rounds still read what came since the profile was loaded.
  for (let warm = 0; warm < 3; warm++) await desk.sync.now()
  performance.setResourceTimingBufferSize(10_000)
  performance.clearResourceTimings()
  const times: IdleTimes = { ours: [], raw: [], requests: 0 }
  for (let turn = 0; turn < count; turn++) {
    times.ours.push(await timed(() => desk.sync.now()))
    times.raw.push(await timed(() => askBare(database)))
  }
  const asked = performance.getEntriesByType('resource').filter(({ name }) => name.includes('/centre/')).length
  times.requests = asked / count - 1
  return times
}

async function askBare(database: string): Promise<void> {
  const response = await fetch(`/centre/db/${database}`, { cache: 'no-store' })
  await response.text()
  if (!response.ok) throw new Error(`The bare request was answered ${response.status}.`)
}

async function timed(run: () => Promise<void>): Promise<number> {
  const beganMs = performance.now()
  await run()
  return performance.now() - beganMs
}
