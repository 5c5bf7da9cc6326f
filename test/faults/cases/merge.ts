import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import type { Fault, FaultWorld } from '../fault.ts'
import { nameOf, takeIn } from '../ground/clerk.ts'
import { compareWithCentre, type Finding } from '../ground/compare.ts'
import { type Counter, openCounter, sendAll } from '../ground/counter.ts'
import type { DeskProcess } from '../ground/desk-process.ts'
import { createJudgement } from '../ground/judgement.ts'

const root = resolve(import.meta.dirname, '../../..')
/** Histories of the property test that one trial is worth; the first trial plays them all, the others are real desks. */
const historiesPerTrial = 500

export const merge: Fault = {
  name: 'merge',
  promise: 'T5: desks edit at random and merge in random order: every replica ends equal, no losing value vanishes',
  trials: 4,
  async run(world) {
    const judgement = createJudgement(world)
    const histories = world.trials * historiesPerTrial
    await judgement.judge(0, `${histories} histories of 3–8 replicas`, null, () => playHistories(histories, world.seed))
    if (world.trials > 1) await playDesks(world, (trial, page, examine) => judgement.judge(trial, 'two real desks', page, examine))
    return judgement.tally(`${histories} histories of the property test, ${Math.max(0, world.trials - 1)} rounds of two real desks`)
  },
}

/** The property test of the sync core, as `npm run test:sync` plays it. */
async function playHistories(histories: number, seed: number): Promise<Finding[]> {
  const words = [join(root, 'test/sync/run.ts'), '--histories', String(histories), '--seed', String(seed)]
  const child = spawn(process.execPath, words, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] })
  const said: string[] = []
  createInterface(child.stdout).on('line', (line) => said.push(line))
  await once(child, 'close')
  const fault = said.find((line) => line.startsWith('✗'))
  if (child.exitCode === 0) return []
  return [{ kind: 'lost', trial: 0, what: fault ?? `the property test ended with ${child.exitCode}` }]
}

type Judge = (trial: number, page: DeskProcess['page'], examine: () => Promise<Finding[]>) => Promise<void>

async function playDesks(world: FaultWorld, judge: Judge): Promise<void> {
  const counter = await openCounter(world)
  try {
    const desks = [await counter.enrol('one'), await counter.enrol('two')]
    const [one, two] = desks
    if (one === undefined || two === undefined) return
    for (let trial = 1; trial < world.trials; trial++) await judge(trial, one.page, () => playRound(world, counter, { trial, one, two }))
  } finally {
    await counter.close()
  }
}

/** Both forward the same dossier without a line, in one order or the other; both must end with the same dossier and know both hands. */
async function playRound({ seed, random }: FaultWorld, counter: Counter, round: { trial: number; one: DeskProcess; two: DeskProcess }) {
  const { trial, one, two } = round
  const name = nameOf(seed, trial)
  counter.trialOf.set(name, trial)
  const code = await takeIn(one.screen, { name, pages: 1 })
  await sendAll(counter, one)
  for (const { screen } of [two, one]) await screen.openDossier(code)
  counter.line.cut()
  for (const { screen } of random.below(2) === 0 ? [one, two] : [two, one])
    await screen.act('Chuyển xử lý', {}, 'Đã chuyển hồ sơ sang chuyên môn')
  for (const desk of random.below(2) === 0 ? [one, two, one] : [two, one, two]) await sendAll(counter, desk)
  const [left, right] = await Promise.all([one, two].map(({ screen }) => screen.timeline.locator('li').allTextContents()))
  const findings = await compareWithCentre(counter.centre.origin, counter.oracle.of(trial))
  const same = left?.length === right?.length
  return same
    ? findings
    : [...findings, { kind: 'lost' as const, trial, what: `timelines of ${code} differ: ${left?.length} and ${right?.length} lines` }]
}
