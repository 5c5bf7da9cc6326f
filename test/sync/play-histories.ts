import { once } from 'node:events'
import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import type { Checked, CheckOptions } from './check-histories.ts'

/** The histories of one worker at a time: a fault stops the run, and a seed repeats it. */
const portion = 250

export type Played = { played: number; fault: Checked['fault'] }

/** Plays histories on every core, portion by portion; portion `n` has seed + n, whoever plays it. */
export async function playHistories(
  { histories, seed }: { histories: number; seed: number },
  told: (played: number) => void = () => undefined,
): Promise<Played> {
  const portions = Array.from({ length: Math.ceil(histories / portion) }, (_, index) => ({
    seed: seed + index,
    histories: Math.min(portion, histories - index * portion),
  }))
  let played = 0
  let fault: Checked['fault'] = null
  const work = async () => {
    const worker = new Worker(new URL('./history-worker.ts', import.meta.url))
    try {
      for (let next = portions.shift(); next !== undefined && fault === null; next = portions.shift()) {
        const checked = await ask(worker, next)
        played += checked.played
        fault ??= checked.fault
        told(played)
      }
    } finally {
      await worker.terminate()
    }
  }
  await Promise.all(Array.from({ length: Math.max(1, availableParallelism()) }, work))
  return { played, fault }
}

async function ask(worker: Worker, options: CheckOptions): Promise<Checked> {
  worker.postMessage(options)
  const [checked]: Checked[] = await once(worker, 'message')
  if (checked === undefined) throw new Error('a worker answered nothing')
  return checked
}
