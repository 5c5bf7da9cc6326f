import { cpSync, existsSync, rmSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { Fault, FaultWorld, Tally } from '../fault.ts'
import { addPicture, clerkLogin, fillIntake, nameOf, pressSave, waitForCode } from '../ground/clerk.ts'
import type { Finding } from '../ground/compare.ts'
import { type Counter, openCounter } from '../ground/counter.ts'
import type { DeskProcess } from '../ground/desk-process.ts'
import { examineIntake } from '../ground/examine.ts'
import { createJudgement, type Judgement } from '../ground/judgement.ts'
import type { Acknowledgement } from '../ground/oracle.ts'
import { findStrace, traceFiles } from '../ground/trace-files.ts'

/** The trial that plants the fault: a page that asks for relaxed durability whatever the product says. */
const plantedTrial = 9000

export const powerCut: Fault = {
  name: 'power-cut',
  promise: 'T1b: what was acknowledged had been synced; a profile of synced bytes alone holds it. Relaxed durability fails this',
  trials: 10,
  async run(world) {
    findStrace()
    const counter = await openCounter(world)
    const judgement = createJudgement(world)
    const facts: Cut[] = []
    try {
      const desk = await counter.enrol('enrolled')
      await desk.close()
      counter.line.cut()
      for (let trial = 0; trial < world.trials; trial++) {
        const waitFor = trial % 2 === 0 ? 'saved' : 'page'
        await judgement.judge(trial, `power cut at "${waitFor}"`, null, async () => {
          const cut = await cutOnce(world, counter, { trial, waitFor, relaxed: false })
          facts.push(cut)
          return cut.findings
        })
      }
      const planted = await cutOnce(world, counter, { trial: plantedTrial, waitFor: 'saved', relaxed: true })
      return withPlanted(judgement, facts, planted)
    } finally {
      await counter.close()
    }
  },
}

type Cut = { findings: Finding[]; syncs: number; dropped: number }
type Order = { trial: number; waitFor: Acknowledgement['kind']; relaxed: boolean }

/** One desk on a copy of the enrolled profile, dead at the moment of the acknowledgement; then what a power cut leaves of it. */
async function cutOnce(world: FaultWorld, counter: Counter, { trial, waitFor, relaxed }: Order): Promise<Cut> {
  const name = nameOf(world.seed, trial)
  counter.trialOf.set(name, trial)
  const [played, left] = [counter.profileFolder(`played-${trial}`), counter.profileFolder(`left-${trial}`)]
  copyProfile(counter.profileFolder('enrolled'), played)
  const desk = await counter.open(`played-${trial}`, { hooks: { relaxed, acknowledgements: true } })
  await desk.screen.signIn(clerkLogin)
  await fillIntake(desk.screen, name)
  const folder = databaseFolder(played)
  const trace = await traceFiles({ pid: desk.mainPid, folder, scratch: join(world.folder, `trial-${trial}`) })
  counter.strikeAt((seen) => seen.name === name && seen.kind === waitFor)
  await work(desk, name)
  await desk.gone
  counter.strikeAt(() => false)
  copyProfile(played, left)
  const { syncs, dropped } = await trace.cutPower(databaseFolder(left))
  const findings = await reopen(counter, `left-${trial}`, name, trial)
  for (const profile of [played, left]) rmSync(profile, { recursive: true, force: true, maxRetries: 5 })
  world.say(`  ${syncs} syncs, ${dropped} bytes dropped${relaxed ? ', relaxed durability planted' : ''}`)
  return { findings, syncs, dropped }
}

async function work(desk: DeskProcess, name: string): Promise<void> {
  const played = async () => {
    await addPicture(desk.page, `${name} 1`, 1)
    await desk.page.getByText('Đủ thông tin để lưu').waitFor()
    await pressSave(desk.page)
    await waitForCode(desk.page)
  }
  // The desk dies under Playwright's hands when the screen has said it.
  await Promise.race([played().catch(() => undefined), desk.gone])
}

async function reopen(counter: Counter, profile: string, name: string, trial: number): Promise<Finding[]> {
  const desk = await counter.open(profile)
  try {
    await desk.screen.signIn(clerkLogin)
    return await examineIntake(desk, name, counter.oracle.of(trial))
  } finally {
    await desk.close()
  }
}

/** Without Chromium's lock, which names a process that is dead. */
function copyProfile(from: string, to: string): void {
  cpSync(from, to, { recursive: true, filter: (path) => !basename(path).startsWith('Singleton') })
}

/** Chromium keeps it below `Default`, Electron at the top. */
function databaseFolder(profile: string): string {
  const [inDefault, atTop] = [join(profile, 'Default/IndexedDB'), join(profile, 'IndexedDB')]
  return existsSync(inDefault) ? inDefault : atTop
}

/** A test that a relaxed desk passes proves nothing, so that then no trial counts as survived. */
function withPlanted(judgement: Judgement, facts: Cut[], planted: Cut): Tally {
  const noticed = planted.findings.some(({ kind }) => kind === 'lost')
  const syncs = facts.map((one) => one.syncs)
  const counted = `${Math.min(...syncs)}–${Math.max(...syncs)} syncs a trial`
  const tally = judgement.tally(`${counted}; planted relaxed durability ${noticed ? 'loses, as it must' : 'was NOT noticed'}`)
  return noticed ? tally : { ...tally, survived: 0 }
}
