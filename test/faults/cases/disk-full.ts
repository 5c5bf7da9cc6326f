import { join } from 'node:path'
import type { Fault, FaultWorld } from '../fault.ts'
import { nameOf } from '../ground/clerk.ts'
import { compareWithCentre, type Finding } from '../ground/compare.ts'
import { type Counter, openCounter, sendAll } from '../ground/counter.ts'
import type { DeskProcess } from '../ground/desk-process.ts'
import { createJudgement } from '../ground/judgement.ts'
import { canMount, mountSmallDisk } from '../ground/small-disk.ts'
import { playClock, playQuota, playTwoWindows } from './full-and-odd.ts'
import { playFullDisk } from './small-disk.ts'
import { upgradeFrom } from './upgrade.ts'

/** What goes wrong with a PC while an official works; `play` answers what the screen failed to say or to keep. */
export type Mishap = { what: string; onSmallDisk?: true; play(stage: MishapStage): Promise<Finding[]> }
/** `folder` holds the profile. A mishap that ends the desk puts the one in its place that was opened after it. */
export type MishapStage = { counter: Counter; desk: DeskProcess; name: string; trial: number; folder: string }

const fullDisk: Mishap = { what: 'disk full', onSmallDisk: true, play: playFullDisk }
const everywhere: [Mishap, ...Mishap[]] = [
  { what: 'quota full', play: playQuota },
  { what: 'two windows', play: playTwoWindows },
  { what: 'clock set back', play: playClock },
  upgradeFrom('first'),
  upgradeFrom('without-closes'),
]

export const diskFull: Fault = {
  name: 'disk-full',
  promise: 'T7: quota or disk full, clock set back, two windows, upgrade with unsent work: a clear message, nothing lost',
  trials: 6,
  async run(world) {
    const counter = await openCounter(world)
    const judgement = createJudgement(world)
    const mishaps = listMishaps(world)
    try {
      for (let trial = 0; trial < world.trials; trial++) {
        const mishap = mishaps[(trial + world.seed - 1) % mishaps.length] ?? mishaps[0]
        await judgement.judge(trial, mishap.what, null, () => playTrial(world, counter, { trial, mishap }))
      }
    } finally {
      await counter.close()
    }
    return judgement.tally(mishaps.map(({ what }) => what).join(', '))
  },
}

function listMishaps(world: FaultWorld): [Mishap, ...Mishap[]] {
  if (canMount(world.folder)) return [fullDisk, ...everywhere]
  world.say('No small disk can be mounted here (root only): the really full disk is left out')
  return everywhere
}

type Trial = { trial: number; mishap: Mishap }

async function playTrial({ seed, folder }: FaultWorld, counter: Counter, { trial, mishap }: Trial): Promise<Finding[]> {
  const name = nameOf(seed, trial)
  counter.trialOf.set(name, trial)
  counter.line.restore()
  const disk = mishap.onSmallDisk ? mountSmallDisk(folder, `disk-${trial}`) : undefined
  try {
    const desk = await counter.enrol(`desk-${trial}`, disk === undefined ? {} : { profile: join(disk.folder, 'profile') })
    const stage: MishapStage = { counter, desk, name, trial, folder: disk?.folder ?? folder }
    try {
      counter.line.cut()
      const findings = await mishap.play(stage)
      await sendAll(counter, stage.desk)
      return [...findings, ...(await compareWithCentre(counter.centre.origin, counter.oracle.of(trial)))]
    } finally {
      await stage.desk.close()
    }
  } finally {
    disk?.unmount()
  }
}
