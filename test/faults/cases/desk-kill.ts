import { setTimeout as wait } from 'node:timers/promises'
import type { Fault, FaultWorld } from '../fault.ts'
import { addPicture, clerkLogin, fillIntake, nameOf, offerPicture, pressSave, waitForCode } from '../ground/clerk.ts'
import { compareWithCentre, type Finding } from '../ground/compare.ts'
import { type Counter, openCounter, sendAll } from '../ground/counter.ts'
import type { DeskProcess } from '../ground/desk-process.ts'
import { examineIntake } from '../ground/examine.ts'
import { createJudgement, type Judgement } from '../ground/judgement.ts'
import type { StepPoint } from '../ground/page-hooks.ts'

/** Where a trial kills: at a commit step of adding a page or of saving, or after some milliseconds whatever is going on. */
type Blow = { at: 'page' | 'save'; step: number; point: StepPoint } | { at: 'moment'; afterMs: number; online: boolean }

/** A profile is kept for so many trials, then compared with the centre and replaced by a new one. */
const trialsPerProfile = 25
const longestMs = 2_500
const points: StepPoint[] = ['begun', 'midway', 'done']

export const deskKill: Fault = {
  name: 'desk-kill',
  promise: 'T1: kill -9 of the desk while saving and scanning loses no acknowledged save or page and doubles none',
  trials: 42,
  async run(world) {
    const counter = await openCounter(world)
    const judgement = createJudgement(world)
    let gaps = 0
    try {
      for (let done = 0; done < world.trials; done += trialsPerProfile) {
        const many = Math.min(trialsPerProfile, world.trials - done)
        const end = judgement.begin(done, many)
        gaps = Math.max(gaps, await playProfile({ world, counter, judgement, first: done, many }).catch(end))
      }
    } finally {
      await counter.close()
    }
    return judgement.tally(`${gaps} gaps between commit steps, and moments in between; ${world.shell}`)
  },
}

type Stretch = { world: FaultWorld; counter: Counter; judgement: Judgement; first: number; many: number }

/** Each desk that is opened again judges the trial before it and dies in the next one. */
async function playProfile({ world, counter, judgement, first, many }: Stretch): Promise<number> {
  const profile = String(1 + Math.floor(first / trialsPerProfile))
  counter.line.restore()
  let desk = await counter.enrol(profile)
  counter.line.cut()
  const blows = listBlows(await rehearse(desk, nameOf(world.seed, 5000 + first)))
  for (let trial = first; trial < first + many; trial++) {
    const blow = chooseBlow(world, blows, trial)
    const name = nameOf(world.seed, trial)
    counter.trialOf.set(name, trial)
    if (blow.at === 'moment' && blow.online) counter.line.restore()
    await strike(desk, blow, name)
    counter.line.cut()
    desk = await counter.open(profile)
    await desk.screen.signIn(clerkLogin)
    await judgement.judge(trial, describe(blow), desk.page, () => examineIntake(desk, name, counter.oracle.of(trial)))
  }
  await judgement.judge(first, `profile ${profile}, set against the centre`, desk.page, async () => {
    await sendAll(counter, desk)
    return compareProfile(counter, first)
  })
  await desk.close()
  return blows.length
}

async function compareProfile(counter: Counter, first: number): Promise<Finding[]> {
  const seen = counter.oracle.all().filter(({ trial }) => trial >= first)
  return compareWithCentre(counter.centre.origin, seen)
}

/** Plays both once, unharmed, and counts the commit steps: a build with more steps is killed at more gaps. */
async function rehearse(desk: DeskProcess, name: string): Promise<{ page: number; save: number }> {
  const { page } = desk
  await fillIntake(desk.screen, name)
  await page.getByText('Đã lưu nháp').waitFor()
  await page.evaluate(() => faultHooks.arm(0, 'done'))
  await addPicture(page, name, 1)
  await page.getByText('Đã lưu nháp').waitFor()
  const ofPage = await page.evaluate(() => faultHooks.steps())
  await page.evaluate(() => faultHooks.arm(0, 'done'))
  await pressSave(page)
  await waitForCode(page)
  return { page: ofPage, save: await page.evaluate(() => faultHooks.steps()) }
}

function listBlows(steps: { page: number; save: number }): Blow[] {
  return (['page', 'save'] as const).flatMap((at) =>
    Array.from({ length: steps[at] }, (_, index) => points.map((point) => ({ at, step: index + 1, point }))).flat(),
  )
}

/** Gap and moment in turn; the gaps in a stride that meets all of them, from one that the seed names. */
function chooseBlow({ random, seed }: FaultWorld, blows: Blow[], trial: number): Blow {
  const moment: Blow = { at: 'moment', afterMs: random.below(longestMs), online: random.below(2) === 0 }
  const gap = blows[((trial >> 1) * 5 + seed) % blows.length]
  return trial % 2 === 1 ? moment : (gap ?? moment)
}

async function strike(desk: DeskProcess, blow: Blow, name: string): Promise<void> {
  const work = blow.at === 'moment' ? workOn(desk, name) : workTo(desk, blow, name)
  if (blow.at === 'moment') {
    await Promise.race([fillingEnds(desk), desk.gone])
    await Promise.race([wait(blow.afterMs), work])
    desk.strike()
  }
  await work
  // Where the step did not come, the blow falls after all is done.
  desk.strike()
  await desk.gone
}

async function fillingEnds(desk: DeskProcess): Promise<void> {
  await desk.page.getByText('Đủ thông tin để lưu').waitFor()
}

async function workOn(desk: DeskProcess, name: string): Promise<void> {
  await untilKilled(async () => {
    await fillIntake(desk.screen, name)
    await addPicture(desk.page, `${name} 1`, 1)
    await addPicture(desk.page, `${name} 2`, 2)
    await pressSave(desk.page)
    await waitForCode(desk.page)
    await wait(longestMs)
  })
}

async function workTo(desk: DeskProcess, { at, step, point }: Exclude<Blow, { at: 'moment' }>, name: string): Promise<void> {
  const { page } = desk
  await fillIntake(desk.screen, name)
  await addPicture(page, `${name} 1`, 1)
  await page.getByText('Đã lưu nháp').waitFor()
  await page.evaluate(([one, where]) => faultHooks.arm(one, where), [step, point] as const)
  await untilKilled(async () => {
    if (at === 'save') {
      await pressSave(page)
      await waitForCode(page)
    } else {
      await offerPicture(page, `${name} 2`)
      await page.locator('.mc-thumb-picture img').nth(1).waitFor()
      await page.getByText('Đã lưu nháp').waitFor()
    }
  })
}

/** Playwright complains when its browser dies under its hands, which is what is wanted here. */
async function untilKilled(work: () => Promise<void>): Promise<void> {
  await work().catch(() => undefined)
}

function describe(blow: Blow): string {
  return blow.at === 'moment'
    ? `killed ${blow.afterMs} ms on, ${blow.online ? 'online' : 'offline'}`
    : `killed at step ${blow.step} of ${blow.at}, ${blow.point}`
}
