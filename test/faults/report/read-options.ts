import { parseArgs } from 'node:util'
import type { Shell } from '../fault.ts'

export type FaultOptions = {
  names: string[]
  trials: number | undefined
  seed: number
  json: string | undefined
  shell: Shell
  keep: boolean
}

/** `NAME… [--trials N] [--seed S] [--json FILE] [--shell electron|web] [--keep]`; no name means all of them. */
export function readOptions(args: string[], known: string[]): FaultOptions {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      trials: { type: 'string' },
      seed: { type: 'string' },
      json: { type: 'string' },
      shell: { type: 'string', default: 'web' },
      keep: { type: 'boolean', default: false },
    },
  })
  for (const name of positionals) if (!known.includes(name)) throw new Error(`There is no fault "${name}"; there are ${known.join(', ')}.`)
  const { shell } = values
  if (shell !== 'web' && shell !== 'electron') throw new Error('--shell takes electron or web.')
  return {
    names: positionals.length === 0 ? known : known.filter((name) => positionals.includes(name)),
    trials: values.trials === undefined ? undefined : whole(values.trials, '--trials'),
    seed: values.seed === undefined ? 1 : whole(values.seed, '--seed'),
    json: values.json,
    shell,
    keep: values.keep,
  }
}

function whole(text: string, option: string): number {
  const value = Number(text)
  if (!Number.isInteger(value) || value < 1) throw new Error(`${option} takes whole numbers above 0, not "${text}".`)
  return value
}
