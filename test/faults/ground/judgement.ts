import { join } from 'node:path'
import type { Page } from 'playwright'
import type { FaultWorld, Tally } from '../fault.ts'
import type { Finding } from './compare.ts'

/** Gathers what was found wrong, trial by trial. */
export type Judgement = {
  /** Runs one trial's examination; one that cannot be brought to an end is kept as a picture and counts as not survived. */
  judge(trial: number, how: string, page: Page | null, examine: () => Promise<Finding[]>): Promise<void>
  add(findings: Finding[]): void
  /** What to do where a stretch of trials breaks off: those of it that were not judged count as not survived. */
  begin(first: number, many: number): (cause: unknown) => number
  tally(note: string): Tally
}

export function createJudgement({ trials, folder, say }: FaultWorld): Judgement {
  const findings: Finding[] = []
  const unjudged = new Set<number>()
  const judged = new Set<number>()
  const add = (more: Finding[]) => {
    for (const one of more) say(`  trial ${one.trial}: ${one.kind}: ${one.what}`)
    findings.push(...more)
  }
  return {
    async judge(trial, how, page, examine) {
      const startedMs = Date.now()
      try {
        const found = await examine()
        judged.add(trial)
        say(`trial ${trial}: ${how}: ${found.length === 0 ? 'survived' : 'NOT survived'} (${Date.now() - startedMs} ms)`)
        add(found)
      } catch (cause) {
        unjudged.add(trial)
        say(`trial ${trial}: ${how}: could not be judged: ${firstLines(cause)}`)
        await page?.screenshot({ path: join(folder, `trial-${trial}.png`), timeout: 5000 }).catch(() => undefined)
      }
    },
    add,
    begin: (first, many) => (cause) => {
      const left = Array.from({ length: many }, (_, index) => first + index).filter((trial) => !judged.has(trial))
      for (const trial of left) unjudged.add(trial)
      say(`${left.length} trials from ${first} on were not played: ${firstLines(cause)}`)
      return 0
    },
    tally(note) {
      const count = (kind: Finding['kind']) => findings.filter((one) => one.kind === kind).length
      const struck = new Set<number>([...findings.map(({ trial }) => trial), ...unjudged])
      const untrue = count('untrue')
      const more = [
        ...(unjudged.size > 0 ? [`${unjudged.size} could not be judged`] : []),
        ...(untrue > 0 ? [`${untrue} untrue words on screen`] : []),
        ...[...new Set(findings.map(({ what }) => what))].slice(0, 5),
      ]
      return {
        trials,
        survived: Math.max(0, trials - struck.size),
        lost: count('lost'),
        doubled: count('doubled'),
        note: [note, ...more].join('; '),
      }
    },
  }
}

function firstLines(cause: unknown): string {
  return cause instanceof Error ? cause.message.split('\n', 3).join(' ') : String(cause)
}
