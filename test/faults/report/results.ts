import type { Tally } from '../fault.ts'

/** One line of the report, as `--json` writes it (goals.md, "What good is measured against"). */
export type FaultResult = { name: string } & Omit<Tally, 'note'> & { seed: number; note: string }

export function toResult(name: string, seed: number, { note, ...counts }: Tally): FaultResult {
  return { name, ...counts, seed, note }
}

/** True where every trial was survived and nothing was lost or doubled. */
export function isGood({ trials, survived, lost, doubled }: Tally): boolean {
  return survived === trials && lost === 0 && doubled === 0
}

export function printResults(results: FaultResult[]): string {
  const row = (name: string, numbers: (string | number)[], note: string) =>
    `  ${name.padEnd(12)}${numbers.map((one) => String(one).padStart(10)).join('')}  ${note}`
  return [
    row('fault', ['trials', 'survived', 'lost', 'doubled', 'seed'], 'note'),
    ...results.map((one) => row(one.name, [one.trials, one.survived, one.lost, one.doubled, one.seed], one.note)),
  ].join('\n')
}
