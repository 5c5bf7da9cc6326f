import type { Random } from './ground/random.ts'

export type Shell = 'web' | 'electron'

/** What a fault runs in: a folder of its own, so many trials, and chance that a seed repeats. */
export type FaultWorld = {
  folder: string
  trials: number
  seed: number
  random: Random
  shell: Shell
  /** The built web desk, copied so that a build meanwhile changes nothing. */
  webRoot: string
  say(text: string): void
}

/** What came of a fault. A trial survives where nothing was lost or doubled and the screen told no lie. */
export type Tally = { trials: number; survived: number; lost: number; doubled: number; note: string }

/** One promise of goals.md, "Trust", and how it is put to the test. */
export type Fault = {
  name: string
  promise: string
  /** Trials where nobody says how many. */
  trials: number
  run(world: FaultWorld): Promise<Tally>
}
