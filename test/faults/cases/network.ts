import { setTimeout as wait } from 'node:timers/promises'
import type { LineState, TcpProxy } from '#test/support/tcp-proxy.ts'
import type { Fault, FaultWorld } from '../fault.ts'
import { nameOf, takeIn } from '../ground/clerk.ts'
import { compareWithCentre, type Finding } from '../ground/compare.ts'
import { type Counter, openCounter, sendAll } from '../ground/counter.ts'
import type { DeskProcess } from '../ground/desk-process.ts'
import { createJudgement } from '../ground/judgement.ts'

/** A dead line must be said to be dead within this time; the longest time-out of a request is a minute. */
const noticedMs = 100_000
const flaps = 8

/** What the line does in a trial: dead in one of the ways of {@link LineState}, or alive and bad. */
const weathers = ['reset', 'portal', 'flapping', 'bad-gateway', 'slow', 'halved', 'half-open', 'silent'] as const
type Weather = (typeof weathers)[number]

export const network: Fault = {
  name: 'network',
  promise: 'T3: loss, resets, half-open, 502, HTML, slow line: nothing lost or doubled, the status on screen true',
  trials: 16,
  async run(world) {
    const counter = await openCounter(world)
    const judgement = createJudgement(world)
    const met = new Set<Weather>()
    try {
      const desk = await counter.enrol('desk')
      for (let trial = 0; trial < world.trials; trial++) {
        const weather = weathers[(trial + world.seed - 1) % weathers.length] ?? 'reset'
        met.add(weather)
        await judgement.judge(trial, weather, desk.page, () => playTrial({ world, counter, desk }, trial, weather))
      }
    } finally {
      await counter.close()
    }
    return judgement.tally([...met].join(', '))
  },
}

type Stage = { world: FaultWorld; counter: Counter; desk: DeskProcess }

async function playTrial({ world, counter, desk }: Stage, trial: number, weather: Weather): Promise<Finding[]> {
  const name = nameOf(world.seed, trial)
  counter.trialOf.set(name, trial)
  const dead = deadState(weather)
  const findings: Finding[] = []
  if (dead === undefined) worsen(counter.line, weather)
  else counter.line.cut(dead)
  // Only its own hooks reach the driver now: the intake must not need the line.
  await takeIn(desk.screen, { name, pages: 1 })
  if (weather === 'flapping') await flap(world, counter, desk)
  if (dead !== undefined) findings.push(...(await hearDeadLine(desk, trial, dead)))
  mend(counter.line)
  await sendAll(counter, desk)
  // "Đã gửi hết" is held to the centre itself, past the line.
  return [...findings, ...(await compareWithCentre(counter.centre.origin, counter.oracle.of(trial)))]
}

function deadState(weather: Weather): Exclude<LineState, 'up'> | undefined {
  return weather === 'flapping' || weather === 'slow' || weather === 'halved' ? undefined : weather
}

/** On a dead line nothing may be said to be sent, and the bar must come to say that there is no line. */
async function hearDeadLine({ page }: DeskProcess, trial: number, state: LineState): Promise<Finding[]> {
  const words = page.locator('.mc-status-words')
  const said = (await words.textContent()) ?? ''
  const findings: Finding[] = []
  if (/Đã gửi hết/.test(said)) findings.push({ kind: 'untrue', trial, what: `"${said}" while a dossier could not be sent (${state})` })
  const noticed = await words
    .filter({ hasText: /Không có mạng/ })
    .waitFor({ timeout: noticedMs })
    .then(
      () => true,
      () => false,
    )
  if (!noticed) findings.push({ kind: 'untrue', trial, what: `"${await words.textContent()}" ${noticedMs / 1000} s into a ${state} line` })
  return findings
}

function worsen(line: TcpProxy, weather: Weather): void {
  // Slow 3G: 50 kB a second and 300 ms.
  if (weather === 'slow') {
    line.slow(50_000)
    line.delay(300)
  }
  if (weather === 'halved') line.halve(700)
}

function mend(line: TcpProxy): void {
  line.slow(0)
  line.delay(0)
  line.halve(0)
  line.restore()
}

/** Loss as a desk sees it: the line dies and returns under the push, again and again. */
async function flap({ random }: FaultWorld, { line }: Counter, { page }: DeskProcess): Promise<void> {
  for (let count = 0; count < flaps; count++) {
    line.restore()
    await page.evaluate(() => window.dispatchEvent(new Event('online')))
    await wait(random.below(600))
    line.cut()
    await wait(random.below(300))
  }
}
