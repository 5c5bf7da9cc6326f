import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { z } from 'zod'

const Central = z.object({ url: z.string(), admin: z.object({ name: z.string(), password: z.string() }) })

/** What a feed of the faults works on. */
export const FeedPlan = z.object({ central: Central, place: z.union([z.object({ url: z.string() }), z.object({ folder: z.string() })]) })
export type FeedPlan = z.infer<typeof FeedPlan>

/** A feed that may be killed at any instant. */
export type FeedProcess = { kill(): Promise<void>; start(): void }

export function startFeedProcess(plan: FeedPlan): FeedProcess {
  const launch = (): ChildProcess =>
    spawn(process.execPath, [join(import.meta.dirname, 'feed-child.ts'), JSON.stringify(plan)], { stdio: ['ignore', 'ignore', 'inherit'] })
  let child = launch()
  return {
    start() {
      if (child.exitCode !== null || child.signalCode !== null) child = launch()
    },
    async kill() {
      if (child.exitCode !== null || child.signalCode !== null) return
      const gone = once(child, 'exit')
      child.kill('SIGKILL')
      await gone
    },
  }
}
