import { enrolFleet, type FleetDesk } from '#test/bench/fleet/enrol-fleet.ts'
import { makePushes } from '#test/bench/fleet/make-pushes.ts'
import { type DriveAnswer, type DrivePlan, runDrive } from '#test/bench/fleet/run-drive.ts'
import type { Benchmark, BenchWorld } from './benchmark.ts'

const loading = 100
const pushing = 300
const pushesOfOne = 3
const saves = 20

/** Beyond what a centre is filled with. What was pushed once would be a number issued twice the next time. */
let nextSerial = 1_000_000
const serialsOfOne = 20_000

/**
 * P10. A hundred desks' first load at once and three hundred desks pushing at once, through the centre and, as the limit, the same
 * requests by the same accounts to the store alone. One real desk saves meanwhile.
 */
export const fleet: Benchmark = {
  name: 'fleet',
  ratios: ['load/limit:load', 'push/limit:push', 'save:among/save:alone'],
  goals: [
    { figure: 'load/limit:load', atMost: 1.2 },
    { figure: 'push/limit:push', atMost: 1.2 },
    { figure: 'save:among p95', atMost: 50 },
  ],
  async measure(world) {
    const { centre, size } = world
    const desks = await enrolFleet(centre, pushing)
    const run = async (what: DrivePlan['do'], through: keyof FleetDesk) => {
      const answer = await drive(world, what, { through, desks })
      await centre.rest()
      return answer
    }
    const load = await run('load', 'throughCentre')
    const limitLoad = await run('load', 'atStore')
    const limitPush = await run('push', 'atStore')
    const { among, alone, push } = await saveAmong(world, () => run('push', 'throughCentre'))
    const row = (label: string, answer: DriveAnswer, count: number) => ({
      case: label,
      size,
      ms: [answer.wallMs],
      note: `${centre.store}; ${count} desks at once; ${answer.errors} errors`,
    })
    return [
      row('load', load, loading),
      row('limit:load', limitLoad, loading),
      row('push', push, pushing),
      row('limit:push', limitPush, pushing),
      { case: 'save:among', size, ms: among, note: 'one real desk while the fleet pushes' },
      { case: 'save:alone', size, ms: alone, note: 'the same desk before' },
    ]
  },
}

type Drive = { through: keyof FleetDesk; desks: FleetDesk[] }

async function drive({ centre, folder }: BenchWorld, what: DrivePlan['do'], { through, desks }: Drive): Promise<DriveAnswer> {
  const base = through === 'atStore' ? centre.central.url : `${centre.origin}/centre/db`
  const some = desks.slice(0, what === 'load' ? loading : pushing)
  const bodies = what === 'push' ? await makePushes({ desks: some.length, each: pushesOfOne, first: nextSerial }) : []
  nextSerial += serialsOfOne
  const plan: DrivePlan = {
    do: what,
    base,
    dossiers: centre.database,
    journal: centre.journal,
    desks: some.map((desk, index) => ({ cookie: desk[through], dossiers: [], events: [], ...bodies[index] })),
  }
  const answer = await runDrive(folder, plan)
  if (answer.errors > 0) console.error(`  ${answer.errors} errors under ${what} ${through}`)
  return answer
}

type Among = { alone: number[]; among: number[]; push: DriveAnswer }

function saveAmong({ withDesk }: BenchWorld, push: () => Promise<DriveAnswer>): Promise<Among> {
  return withDesk(async (page) => {
    const save = async () => (await page.evaluate((count) => bench.saveDossiers(count, { rest: false, watched: false }), saves)).ours
    const alone = await save()
    const [among, pushed] = await Promise.all([save(), push()])
    return { alone, among, push: pushed }
  })
}
