import { expect, it } from 'vitest'
import { canTrace } from './ground/trace-files.ts'
import { isGood } from './report/results.ts'
import { faults, runFault } from './run-faults.ts'

/** What each change waits for; `npm run faults` plays all of them, in long rounds. */
const trials: Record<string, number> = {
  'desk-kill': 4,
  'power-cut': 1,
  'server-kill': 1,
  network: 2,
  refusal: 1,
  merge: 2,
  numbers: 20,
  'disk-full': 2,
  warehouse: 20,
}

for (const fault of faults.filter(({ name }) => name in trials)) {
  const play = fault.name === 'power-cut' && !canTrace() ? it.skip : it
  play(fault.promise, async () => {
    const said: string[] = []
    const order = { trials: trials[fault.name], seed: 1, shell: 'web' as const, keep: false, say: (text: string) => said.push(text) }
    const result = await runFault(fault, order)
    expect(isGood(result), [...said, JSON.stringify(result)].join('\n')).toBe(true)
  })
}
