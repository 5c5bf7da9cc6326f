import { parseArgs } from 'node:util'
import { checkHistories } from './check-histories.ts'
import { playHistories } from './play-histories.ts'

// `npm run test:sync -- [--histories N] [--seed S]`; with `--path` it repeats the one history that a failed run named.
const { values } = parseArgs({ options: { histories: { type: 'string' }, seed: { type: 'string' }, path: { type: 'string' } } })
const histories = Number(values.histories ?? 10_000)
const seed = Number(values.seed ?? 1)
const began = performance.now()
const { played, fault } =
  values.path === undefined
    ? await playHistories({ histories, seed }, (count) => process.stdout.write(`\r${count} of ${histories} histories`))
    : await checkHistories({ histories: 1, seed, path: values.path })
console.log(`\n${played} histories in ${Math.round((performance.now() - began) / 1000)} s, seed ${seed}`)
if (fault !== null) {
  console.log(`✗ --seed ${fault.seed} --path ${fault.path}\n${fault.faults.join('\n')}\n${JSON.stringify(fault.history, null, 1)}`)
  process.exitCode = 1
}
