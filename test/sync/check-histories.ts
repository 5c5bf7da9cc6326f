import fc from 'fast-check'
import { runHistory } from './history/run-history.ts'
import { type History, history } from './history/step.ts'
import type { Planted } from './history/world.ts'

/** What came of a run: how many histories were played, and the smallest one in which something went wrong. */
export type Checked = { played: number; fault: { faults: string[]; history: History; seed: number; path: string } | null }

/** `after`: how many of the seed's histories to pass over. */
export type CheckOptions = { histories: number; seed: number; planted?: Planted; after?: number; path?: string }

/** Plays random histories until one goes wrong; with its `path` that one again, in search of the smallest that still does. */
export async function checkHistories({ histories, seed, planted, after = 0, path }: CheckOptions): Promise<Checked> {
  const property = fc.asyncProperty(history, async (one) => {
    const faults = await runHistory(one, planted)
    if (faults.length > 0) throw new Error(faults.join('\n'))
  })
  const settings = { numRuns: histories, seed, endOnFailure: path === undefined, path: path ?? String(after) }
  const { failed, numRuns, counterexample, counterexamplePath, errorInstance } = await fc.check(property, settings)
  if (!failed || counterexample === null) return { played: numRuns, fault: null }
  const faults = errorInstance instanceof Error ? (errorInstance.stack ?? errorInstance.message).split('\n') : [String(errorInstance)]
  return { played: numRuns, fault: { faults, history: counterexample[0], seed, path: counterexamplePath ?? '' } }
}
