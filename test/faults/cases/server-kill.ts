import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { Fault, FaultWorld } from '../fault.ts'
import { startCentreProcess } from '../ground/centre-process.ts'
import { nameOf, takeIn } from '../ground/clerk.ts'
import { compareWithCentre } from '../ground/compare.ts'
import { startCouchProcess } from '../ground/couch-process.ts'
import { type Counter, centralOf, openCounter, sendAll } from '../ground/counter.ts'
import type { DeskProcess } from '../ground/desk-process.ts'
import { createJudgement } from '../ground/judgement.ts'

const blowsPerTrial = 2
const longestMs = 1_200
const later = 'the warehouse feed is killed in `faults -- warehouse`'

/** A server that is killed and started again on the same data. */
type Victim = { name: string; kill(): Promise<void>; start(): Promise<void> }

export const serverKill: Fault = {
  name: 'server-kill',
  promise: 'T2: kill -9 of the sync-server, of its store and of CouchDB while a desk pushes: sync resumes, nothing lost or doubled',
  trials: 10,
  async run(world) {
    const { COUCHDB_BIN: couchProgram } = process.env
    const couch = couchProgram === undefined ? undefined : await startCouchProcess(couchProgram, join(world.folder, 'couch'))
    const central = couch === undefined ? centralOf(process.env) : { central: couch.url }
    const centre = await startCentreProcess({ folder: world.folder, webRoot: world.webRoot, ...central })
    const counter = await openCounter(world, centre)
    const victims: [Victim, ...Victim[]] = [
      { name: 'sync-server', ...centre },
      ...(couch === undefined ? [] : [{ name: 'CouchDB', ...couch }]),
    ]
    if (couch === undefined) world.say('COUCHDB_BIN is not set: no CouchDB is killed')
    const judgement = createJudgement(world)
    try {
      const desk = await counter.enrol('desk')
      for (let trial = 0; trial < world.trials; trial++) {
        await judgement.judge(trial, `${blowsPerTrial} kills in mid-push`, desk.page, () =>
          playTrial({ world, counter, desk, victims }, trial),
        )
      }
    } finally {
      await counter.close()
      await couch?.close()
    }
    const store =
      couch !== undefined ? 'own CouchDB' : central.central === undefined ? 'embedded store in the sync-server' : 'COUCHDB_URL, not killed'
    return judgement.tally(`${victims.map(({ name }) => name).join(' and ')} killed; ${store}; ${later}`)
  },
}

type Stage = { world: FaultWorld; counter: Counter; desk: DeskProcess; victims: [Victim, ...Victim[]] }

/** Two intakes wait; each time the line returns the server dies under the push. */
async function playTrial({ world, counter, desk, victims }: Stage, trial: number) {
  counter.line.cut()
  for (const part of [0, 1]) {
    const name = `${nameOf(world.seed, trial)} ${part === 0 ? 'MỘT' : 'HAI'}`
    counter.trialOf.set(name, trial)
    await takeIn(desk.screen, { name, pages: 1 })
  }
  for (let blow = 0; blow < blowsPerTrial; blow++) {
    const victim = world.random.pick(victims)
    counter.line.restore()
    await desk.page.evaluate(() => window.dispatchEvent(new Event('online')))
    await wait(world.random.below(longestMs))
    await victim.kill()
    await victim.start()
  }
  await sendAll(counter, desk)
  return compareWithCentre(counter.centre.origin, counter.oracle.of(trial))
}
