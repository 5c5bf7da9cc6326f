import { execFileSync } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { loadCatalogue } from '#resources/catalogue/load-catalogue.ts'
import { type BenchDossier, createDossierSource } from '#test/bench/centre/make-bench-dossiers.ts'
import { type DeskCentre, listDocuments, startDeskCentre, tanAn } from './desk-centre.ts'
import { openTestDesk, type TestDesk } from './open-test-desk.ts'

// Each test starts a browser two to four times.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 })

const many = 320
let centre: DeskCentre
let profile: string
let desk: TestDesk
let dossiers: BenchDossier[]
let all: number

beforeAll(async () => {
  centre = await startDeskCentre()
  const agency = loadCatalogue().agencies.find(({ slug }) => slug === 'h53-27712')
  if (agency === undefined) throw new Error('no such agency')
  dossiers = (await createDossierSource(loadCatalogue(), agency.slug))(many)
  await centre.couch.use<Record<string, unknown>>(tanAn.dossiers).bulk({ docs: dossiers })
  all = (await listDocuments(centre.couch, tanAn.dossiers)).length
})
afterAll(() => centre.close())
beforeEach(async () => {
  profile = await mkdtemp(join(tmpdir(), 'mot-cua-snapshot-'))
  desk = await openTestDesk(centre.origin, profile)
  expect(await desk.signIn('an.nt')).toBe('ok')
  await desk.sync()
  expect(await rowCount()).toBe(all)
  // Writes the snapshot that is due after so many arrivals.
  await desk.page.evaluate(() => deskPage.close())
  await desk.context.close()
})
afterEach(async () => {
  await desk.close()
  await rm(profile, { recursive: true, force: true, maxRetries: 5 })
})

const rowCount = () => desk.page.evaluate(() => deskPage.use().dossiers.rows.get().length)
const statusOf = (id: string) =>
  desk.page.evaluate(
    (one) =>
      deskPage
        .use()
        .dossiers.rows.get()
        .find((row) => row.id === one)?.status,
    id,
  )

/** Starts the PC again without a line; answers how many sealed things were opened until the queue stood. */
async function startOffline(): Promise<number> {
  desk = await openTestDesk(centre.origin, profile)
  await desk.cutLine()
  await desk.page.evaluate(() => {
    const open = crypto.subtle.decrypt.bind(crypto.subtle)
    Object.assign(globalThis, { opened: 0 })
    crypto.subtle.decrypt = (...args) => {
      Reflect.set(globalThis, 'opened', Reflect.get(globalThis, 'opened') + 1)
      return open(...args)
    }
  })
  expect(await desk.signIn('an.nt')).toBe('ok')
  expect(await rowCount()).toBe(all)
  return desk.page.evaluate(() => Reflect.get(globalThis, 'opened'))
}

/** A dossier that the one-stop official may pass on. */
const passable = () => dossiers.find(({ business }) => business.status === 2)?.id ?? ''

/** `kill -9` of the browser and all that is in its memory. */
async function pullThePlug(): Promise<void> {
  const lines = execFileSync('ps', ['-eo', 'pid=,args='], { encoding: 'utf8' }).split('\n')
  const main = lines.find((line) => line.includes(`--user-data-dir=${profile}`) && !line.includes('--type='))
  if (main === undefined) throw new Error('the browser is not running')
  const gone = new Promise((resolve) => desk.context.once('close', resolve))
  process.kill(Number.parseInt(main, 10), 'SIGKILL')
  await gone
}

test('a desk starts from its snapshot without opening its dossiers, and opens one when somebody looks', async () => {
  const catalogue = (await listDocuments(centre.couch, 'catalog')).length
  expect(await startOffline()).toBeLessThan(catalogue + 100)
  const id = passable()
  expect(await desk.page.evaluate((one) => deskPage.read(one), id)).toMatchObject({ status: 2, sync: 'acknowledged' })
})

test('what was written after the snapshot shows after a power cut, and never the older state', async () => {
  await startOffline()
  const id = passable()
  expect(await desk.page.evaluate((one) => deskPage.run(one, { do: 'forward', note: '' }), id)).toBe('ok')
  const added = await desk.takeIn({ name: 'Người Sau Ảnh Chụp' })
  await pullThePlug()
  all += 1
  const catalogue = (await listDocuments(centre.couch, 'catalog')).length
  expect(await startOffline()).toBeLessThan(catalogue + 100)
  expect(await statusOf(id)).toBe(4)
  expect(await statusOf(added)).toBe(2)
  expect((await desk.outbox()).map(({ key }) => key)).toEqual(expect.arrayContaining([id, added]))
  expect(await desk.page.evaluate((one) => deskPage.read(one), id)).toMatchObject({ status: 4, sync: 'local' })
  all -= 1
})

test.each(['torn', 'missing'])('a snapshot that is %s is made anew from the dossiers themselves', async (fault) => {
  await startOffline()
  const id = passable()
  expect(await desk.page.evaluate((one) => deskPage.run(one, { do: 'forward', note: '' }), id)).toBe('ok')
  await desk.page.evaluate(() => deskPage.close())
  expect(await desk.page.evaluate(spoilSnapshot, fault)).toBe(1)
  await desk.context.close()
  expect(await startOffline()).toBeGreaterThan(many)
  expect(await statusOf(id)).toBe(4)
  await desk.page.evaluate(() => deskPage.close())
  await desk.context.close()
  const catalogue = (await listDocuments(centre.couch, 'catalog')).length
  expect(await startOffline()).toBeLessThan(catalogue + 100)
  expect(await statusOf(id)).toBe(4)
})

/** Runs in the page: damages every snapshot on the disk; answers how many there were. */
async function spoilSnapshot(fault: string): Promise<number> {
  const settled = <T>(request: IDBRequest<T>): Promise<T> =>
    new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result)
      request.onerror = () => reject(request.error)
    })
  let spoilt = 0
  for (const { name = '' } of await indexedDB.databases()) {
    if (!name.includes('snapshots')) continue
    const database = await settled(indexedDB.open(name))
    const stores = [...database.objectStoreNames]
    const transaction = database.transaction(stores, 'readwrite')
    for (const store of stores.map((one) => transaction.objectStore(one))) {
      for (const record of await settled(store.getAll())) {
        if (typeof record.sealed !== 'string') continue
        spoilt += 1
        if (fault === 'missing') await settled(store.clear())
        else await settled(store.put({ ...record, sealed: record.sealed.slice(0, record.sealed.length / 2) }))
      }
    }
    database.close()
  }
  return spoilt
}
