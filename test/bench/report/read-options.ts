import { parseArgs } from 'node:util'

export type BenchOptions = { names: string[]; sizes: number[]; runs: number; json: string | undefined }

const defaultSizes = [1000, 10_000]

/** `NAME… [--json FILE] [--size N,N] [--runs N]`; no name means all of them. */
export function readOptions(args: string[], known: string[]): BenchOptions {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { json: { type: 'string' }, size: { type: 'string' }, runs: { type: 'string' } },
  })
  for (const name of positionals)
    if (!known.includes(name)) throw new Error(`There is no benchmark "${name}"; there are ${known.join(', ')}.`)
  return {
    names: positionals.length === 0 ? known : known.filter((name) => positionals.includes(name)),
    sizes:
      values.size === undefined
        ? defaultSizes
        : values.size
            .split(',')
            .map((text) => whole(text, '--size'))
            .sort((a, b) => a - b),
    runs: values.runs === undefined ? 3 : whole(values.runs, '--runs'),
    json: values.json,
  }
}

function whole(text: string, option: string): number {
  const value = Number(text)
  if (!Number.isInteger(value) || value < 1) throw new Error(`${option} takes whole numbers above 0, not "${text}".`)
  return value
}
