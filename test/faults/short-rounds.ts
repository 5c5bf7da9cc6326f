import { expect, it } from 'vitest'
import { canTrace } from './ground/trace-files.ts'
import { isGood } from './report/results.ts'
import { faults, runFault } from './run-faults.ts'

/** Plays so many trials of each of these faults, as a test of each; `npm run faults` plays long rounds. */
export function playShortRounds(trials: Record<string, number>): void {
  for (const fault of faults.filter(({ name }) => name in trials)) {
    const play = fault.name === 'power-cut' && !canTrace() ? it.skip : it
    play(fault.promise, async () => {
      const said: string[] = []
      const order = { trials: trials[fault.name], seed: 1, shell: 'web' as const, keep: false, say: (text: string) => said.push(text) }
      const result = await runFault(fault, order)
      expect(isGood(result), [...said, JSON.stringify(result)].join('\n')).toBe(true)
    })
  }
}
