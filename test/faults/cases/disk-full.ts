import type { Fault, FaultWorld } from '../fault.ts'
import { nameOf } from '../ground/clerk.ts'
import { compareWithCentre, type Finding } from '../ground/compare.ts'
import { type Counter, openCounter, sendAll } from '../ground/counter.ts'
import type { DeskProcess } from '../ground/desk-process.ts'
import { createJudgement } from '../ground/judgement.ts'
import { canMount, playClock, playQuota, playSmallDisk, playTwoWindows } from './full-and-odd.ts'

/** What goes wrong with a PC while an official works; each answers what the screen failed to say or to keep. */
export type Mishap = (stage: MishapStage) => Promise<Finding[]>
export type MishapStage = { counter: Counter; desk: DeskProcess; name: string; trial: number; folder: string }

export const diskFull: Fault = {
  name: 'disk-full',
  promise: 'T7: quota or disk full, clock set back, two windows: a clear message, nothing lost',
  trials: 8,
  async run(world) {
    const counter = await openCounter(world)
    const judgement = createJudgement(world)
    const mishaps = await listMishaps(world)
    try {
      for (let trial = 0; trial < world.trials; trial++) {
        const [what, play] = mishaps[(trial + world.seed - 1) % mishaps.length] ?? ['quota', playQuota]
        await judgement.judge(trial, what, null, () => playTrial(world, counter, { trial, play }))
      }
    } finally {
      await counter.close()
    }
    return judgement.tally(`${mishaps.map(([what]) => what).join(', ')}; an upgrade from an older schema is not played`)
  },
}

async function listMishaps(world: FaultWorld): Promise<[string, Mishap][]> {
  const all: [string, Mishap][] = [
    ['quota full', playQuota],
    ['two windows', playTwoWindows],
    ['clock set back', playClock],
  ]
  if (await canMount(world.folder)) return [['disk full', playSmallDisk], ...all]
  world.say('No small disk can be mounted here (root only): the really full disk is left out')
  return all
}

async function playTrial(
  { seed, folder }: FaultWorld,
  counter: Counter,
  { trial, play }: { trial: number; play: Mishap },
): Promise<Finding[]> {
  const name = nameOf(seed, trial)
  counter.trialOf.set(name, trial)
  counter.line.restore()
  const desk = await counter.enrol(`desk-${trial}`)
  try {
    counter.line.cut()
    const findings = await play({ counter, desk, name, trial, folder })
    await sendAll(counter, desk)
    return [...findings, ...(await compareWithCentre(counter.centre.origin, counter.oracle.of(trial)))]
  } finally {
    await desk.close()
  }
}
