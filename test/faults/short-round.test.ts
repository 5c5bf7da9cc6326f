import { expect, it } from 'vitest'
import { isGood } from './report/results.ts'
import { faults, runFault } from './run-faults.ts'

/** What each change waits for; `npm run faults` plays all of them, in long rounds. */
const trials: Record<string, number> = { 'desk-kill': 4, numbers: 20 }

it.each(faults.filter(({ name }) => name in trials))('$promise', async (fault) => {
  const said: string[] = []
  const order = { trials: trials[fault.name], seed: 1, shell: 'web' as const, keep: false, say: (text: string) => said.push(text) }
  const result = await runFault(fault, order)
  expect(isGood(result), [...said, JSON.stringify(result)].join('\n')).toBe(true)
})
