import { setTimeout as wait } from 'node:timers/promises'
import { Dossier } from '#core/dossier/dossier.ts'
import { openCentreReader } from '#test/support/centre-reader.ts'
import { startTcpProxy, type TcpProxy } from '#test/support/tcp-proxy.ts'
import type { FaultWorld } from '../fault.ts'
import { nameOf, takeIn } from '../ground/clerk.ts'
import { agency, compareWithCentre, type Finding } from '../ground/compare.ts'
import { type Counter, openCounter, sendAll } from '../ground/counter.ts'
import type { DeskProcess } from '../ground/desk-process.ts'
import type { Judgement } from '../ground/judgement.ts'
import { mergeRounds, type Round } from './merge-rounds.ts'

const meetMs = 180_000

/** A desk with a line of its own, so that the desks of a round meet the centre one after another. */
export type LinedDesk = { desk: DeskProcess; line: TcpProxy }
type Stage = { world: FaultWorld; counter: Counter; desks: LinedDesk[] }

/** Three real desks edit one dossier without a line and meet the centre in a random order; one trial for each round but the first. */
export async function playDesks(world: FaultWorld, judgement: Judgement): Promise<void> {
  const counter = await openCounter(world)
  const lines: TcpProxy[] = []
  try {
    const first = await counter.enrol('one')
    const desks: LinedDesk[] = [{ desk: first, line: counter.line }]
    for (const profile of ['two', 'three']) {
      const line = await startTcpProxy({ port: counter.centre.port })
      lines.push(line)
      const hooks = { relaxed: false, acknowledgements: false }
      desks.push({ desk: await counter.enrol(profile, { origin: line.origin, hooks }), line })
    }
    for (let trial = 1; trial < world.trials; trial++) {
      const round = mergeRounds[(trial + world.seed - 2) % mergeRounds.length] ?? mergeRounds[0]
      await judgement.judge(trial, `three desks, ${round.name}`, first.page, () => playRound({ world, counter, desks }, trial, round))
    }
  } finally {
    await counter.close()
    for (const line of lines) await line.close()
  }
}

async function playRound({ world, counter, desks }: Stage, trial: number, round: Round): Promise<Finding[]> {
  const name = nameOf(world.seed, trial)
  counter.trialOf.set(name, trial)
  const [maker] = desks
  if (maker === undefined) return []
  const code = await takeIn(maker.desk.screen, { name, pages: 1 })
  for (const one of desks) await sendAll(one, one.desk)
  for (const { desk } of desks) await desk.screen.openDossier(code)
  for (const { line } of desks) line.cut()
  for (const [index, { desk }] of shuffle(world, [...desks.entries()])) await round.edit(desk, index)
  for (const one of shuffle(world, desks)) await sendAll(one, one.desk)
  const differences = await waitUntilSame(desks)
  const held = await readDossier(counter, code)
  return [
    ...differences.map((what): Finding => ({ kind: 'lost', trial, what: `${code}, ${round.name}: ${what}` })),
    ...(held === undefined ? [] : round.judge(held)).map(
      (what): Finding => ({ kind: 'lost', trial, what: `${code}, ${round.name}: ${what}` }),
    ),
    ...(await compareWithCentre(counter.centre.origin, counter.oracle.of(trial))),
  ]
}

function shuffle<T>({ random }: FaultWorld, list: T[]): T[] {
  const rest = [...list]
  return list.flatMap(() => rest.splice(random.below(rest.length), 1))
}

async function readDossier({ centre }: Counter, code: string): Promise<Dossier | undefined> {
  const reader = await openCentreReader(centre.origin, 'giang.nv')
  const documents = await reader.list(`${agency}-dossiers`)
  return documents.flatMap((one) => Dossier.safeParse(one).data ?? []).find((one) => one.code === code)
}

/** What is still different when all desks have had time to hear of each other; nothing where they came to show the same. */
async function waitUntilSame(desks: LinedDesk[]): Promise<string[]> {
  const until = Date.now() + meetMs
  for (;;) {
    const [first = [], ...others] = await Promise.all(desks.map(({ desk }) => readScreen(desk)))
    const differences = others.flatMap((one, index) => compareLines(first, one).map((what) => `desk 1 and desk ${index + 2}: ${what}`))
    if (differences.length === 0 || Date.now() > until) return differences
    await wait(500)
  }
}

/** All that the dossier's page says of facts, disputes and what happened, line by line. */
function readScreen({ page }: DeskProcess): Promise<string[]> {
  return page.locator('.mc-fact, .mc-timeline li, .mc-dossier-who').allInnerTexts()
}

function compareLines(left: string[], right: string[]): string[] {
  const only = (some: string[], others: string[]) => some.filter((line) => !others.includes(line))
  const said = [
    ...only(left, right).map((line) => `only the first says "${flat(line)}"`),
    ...only(right, left).map((line) => `only the other says "${flat(line)}"`),
  ]
  return said.length > 0 || left.length === right.length ? said : [`${left.length} and ${right.length} lines`]
}

const flat = (line: string): string => line.replaceAll(/\s+/g, ' ').slice(0, 120)
