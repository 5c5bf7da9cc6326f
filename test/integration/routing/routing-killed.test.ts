import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { resolve } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeLog } from '#sync-server/api/serve-api.ts'
import { openCouchAdmin } from '#sync-server/provision/couch-admin.ts'
import { checkRoutes } from '#sync-server/routing/check-routes.ts'
import { createRouter } from '#sync-server/routing/router.ts'
import { type Cut, startCutLine } from './cut-line.ts'
import { placementOf, type RoutingGround, sendingTo, startRoutingGround } from './routing-ground.ts'

let ground: RoutingGround
beforeAll(async () => {
  ground = await startRoutingGround(['xa', 'dat', 'so'])
})
afterAll(() => ground.close())

const freshRouter = (url: string) => {
  const central = { ...ground.access, url }
  return createRouter(openCouchAdmin(central), { central, log: makeLog('silent') })
}

/** Work of every kind at once: a dossier that is new, one that was edited elsewhere, one that goes to a third agency and one that leaves it. */
async function makeWork() {
  const so = ground.slugOf('so')
  const [page, other] = [await ground.scan('xa', randomBytes(3000)), await ground.scan('xa', randomBytes(3000))]
  const fresh = await ground.receive('xa', 'dat', { placements: [placementOf(page)] })
  const leaving = await ground.receive('xa', 'dat', { placements: [placementOf(other)], sendings: [sendingTo(so)] })
  const events = [await ground.act('xa', fresh), await ground.act('xa', leaving)]
  return { so, page, other, fresh, leaving, events }
}

type Work = Awaited<ReturnType<typeof makeWork>>

async function turnRound({ so, fresh, leaving }: Work) {
  await ground.edit('xa', leaving, { sendings: [sendingTo(so, true)] })
  await ground.edit('dat', fresh, { subject: 'ý kiến', sendings: [sendingTo(so)] })
}

async function expectRight({ page, other, fresh, leaving, events }: Work) {
  const where = async (kind: 'dossiers' | 'journal' | 'pages', id: string) => {
    const found = await Promise.all(
      ['xa', 'dat', 'so'].map(async (name) => ((await ground.find(name, kind, id)) === undefined ? [] : [name])),
    )
    return found.flat().join(' ')
  }
  expect(await where('dossiers', fresh)).toBe('xa dat so')
  expect(await where('dossiers', leaving)).toBe('xa dat')
  expect(await where('pages', page)).toBe('xa dat so')
  expect(await where('pages', other)).toBe('xa dat')
  expect(await where('journal', events[0] ?? '')).toBe('xa dat so')
  expect(await where('journal', events[1] ?? '')).toBe('xa dat')
  expect(await ground.find('xa', 'dossiers', fresh)).toEqual(await ground.find('so', 'dossiers', fresh))
}

/** A copy of a cluster that was away tells of a change late, so that a router may need further rounds there. */
const mostRounds = process.env['COUCHDB_URL'] === undefined ? 1 : 30

/** What two rounds of a new router make of it. */
async function expectPutRight(works: Work[]) {
  const after = freshRouter(ground.access.url)
  await after.once()
  for (let round = 1; ; round++) {
    await after.once()
    try {
      for (const work of works) await expectRight(work)
      return
    } catch (cause) {
      if (round === mostRounds) throw cause
      await wait(1000)
    }
  }
}

/** Runs the router until the line dies at one request, then lets another one finish; true while the line did die. */
async function dieAt(cut: Cut): Promise<boolean> {
  const work = await makeWork()
  await freshRouter(ground.access.url).once()
  await turnRound(work)
  const line = await startCutLine(ground.access.url, cut)
  await freshRouter(line.origin)
    .once()
    .catch(() => undefined)
  const died = line.cut()
  await line.close()
  await expectPutRight([work])
  return died
}

test('cut off at any request it makes, heard or not, it ends exactly right after a new start', { timeout: 400_000 }, async () => {
  let cuts = 0
  // Every seventh request, once unheard and once heard, two apart: the runs of CI together meet each kind of request.
  for (const heard of [false, true]) {
    for (let after = heard ? 3 : 1; await dieAt({ after, heard }); after += 7) cuts += 1
  }
  expect(cuts).toBeGreaterThan(12)
  expect(await checkRoutes(ground.couch)).toEqual([])
})

/** How far the router has come when its process is killed, read in the databases themselves. */
const instants: ((work: Work) => Promise<boolean>)[] = [
  async () => true,
  async ({ fresh }) => (await ground.find('so', 'dossiers', fresh)) !== undefined,
  async ({ events }) => (await ground.find('so', 'journal', events[0] ?? '')) !== undefined,
  async ({ page }) => (await ground.find('so', 'pages', page)) !== undefined,
  async ({ leaving }) => (await ground.find('so', 'dossiers', leaving)) === undefined,
  async ({ other }) => (await ground.find('so', 'pages', other)) === undefined,
]

test('a router process killed in the middle of its work leaves nothing that the next one does not put right', {
  timeout: 300_000,
}, async () => {
  const works: Work[] = []
  for (const reached of instants) {
    const work = await makeWork()
    await freshRouter(ground.access.url).once()
    await turnRound(work)
    works.push(work)
    const child = spawn(process.execPath, [resolve('sync-server/route.ts'), 'run', '--central', ground.access.url], {
      env: { ...process.env, COUCHDB_USER: ground.access.admin.name, COUCHDB_PASSWORD: ground.access.admin.password },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    await once(child.stdout, 'data')
    await expect.poll(() => reached(work), { timeout: 60_000, interval: 2 }).toBe(true)
    const killed = once(child, 'exit')
    child.kill('SIGKILL')
    await killed
  }
  await expectPutRight(works)
  expect(await checkRoutes(ground.couch)).toEqual([])
})
