import { writeFile } from 'node:fs/promises'
import { readOptions } from './report/read-options.ts'
import { type FaultResult, isGood, printResults } from './report/results.ts'
import { faults, runFault } from './run-faults.ts'

const options = readOptions(
  process.argv.slice(2),
  faults.map(({ name }) => name),
)
const say = (text: string) => console.error(`${new Date().toISOString().slice(11, 19)} ${text}`)
const results: FaultResult[] = []
let broken = false
for (const fault of faults.filter(({ name }) => options.names.includes(name))) {
  say(`${fault.name}: ${fault.promise}`)
  try {
    results.push(await runFault(fault, { ...options, say }))
  } catch (cause) {
    broken = true
    say(`${fault.name} could not be played to its end: ${cause instanceof Error ? (cause.stack ?? cause.message) : String(cause)}`)
  }
  // After each, so that a long round that is ended early has told what it knew.
  if (options.json !== undefined) await writeFile(options.json, `${JSON.stringify(results, null, 2)}\n`)
}
console.log(printResults(results))
process.exit(broken || !results.every(isGood) ? 1 : 0)
