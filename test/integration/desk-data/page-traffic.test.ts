import { expect, test } from 'vitest'
import { PageHash } from '#core/record/ids.ts'
import type { PagePolicy } from '#renderer/data/desk.ts'
import { listDocuments, tanAn } from './desk-centre.ts'
import { prepareDesks } from './prepare-desks.ts'

const ground = prepareDesks('an.nt')

/** A page's upload by address; the id's colon is encoded. */
const uploads = '**/page%3A*'

const usage = () => ground.desk.page.evaluate(() => deskPage.use().pages.usage.get())
const setPolicy = (policy: PagePolicy) => ground.desk.page.evaluate((one) => deskPage.use().pages.setPolicy(one), policy)
const waiting = async () => (await ground.desk.outbox()).map(({ kind, state }) => `${kind} ${state}`)
const isHere = (hash: PageHash, at = ground.desk) => at.page.evaluate((one) => deskPage.use().pages.state(one).get().onThisDesk, hash)
const openPage = (hash: PageHash, at = ground.desk) => at.page.evaluate(async (one) => (await deskPage.use().pages.open(one)).size, hash)

async function pageOf(dossier: string): Promise<PageHash> {
  const stored = (await listDocuments(ground.centre.couch, tanAn.dossiers)).find(({ _id }) => _id === dossier)
  return PageHash.parse((stored as { placements: { page: string }[] } | undefined)?.placements[0]?.page)
}

test('a page that the line carries for minutes holds no text up', async () => {
  let letGo: () => void = () => undefined
  const held = new Promise<void>((resolve) => {
    letGo = resolve
  })
  await ground.desk.context.route(uploads, async (route) => {
    if (route.request().method() === 'PUT') await held
    return route.continue()
  })
  await ground.desk.takeIn({ name: 'Người Có Trang Nặng', page: 'Trang nặng' })
  await expect.poll(waiting, { timeout: 20_000 }).toEqual(['page sent'])
  await ground.desk.takeIn({ name: 'Người Đến Sau' })
  await expect.poll(waiting, { timeout: 20_000 }).toEqual(['page sent'])
  letGo()
  await expect.poll(waiting, { timeout: 20_000 }).toEqual([])
})

test('pages that the centre has leave a desk over its limit, unsent ones never, and one that left comes back when opened', async () => {
  const sent = await ground.desk.takeIn({ name: 'Người Đã Gửi', page: 'Trang đã gửi', pageKb: 700 })
  await ground.desk.sync()
  const gone = await pageOf(sent)
  await ground.desk.context.route(uploads, (route) =>
    route.request().method() === 'PUT' ? route.abort('connectionreset') : route.continue(),
  )
  for (const name of ['Một', 'Hai', 'Ba'])
    await ground.desk.takeIn({ name: `Người Chưa Gửi ${name}`, page: `Trang chưa gửi ${name}`, pageKb: 400 })
  await setPolicy({ lineKbps: null, keepMb: 1, fetchAhead: false })
  await ground.desk.sync()
  await ground.desk.context.unroute(uploads)
  const unsent = (await ground.desk.outbox()).filter(({ kind }) => kind === 'page').length
  expect(unsent).toBe(3)
  await ground.desk.sync()
  await expect.poll(waiting, { timeout: 20_000 }).toEqual([])
  await expect.poll(async () => (await usage()).bytes, { timeout: 20_000 }).toBeLessThanOrEqual(1_000_000)
  expect(await isHere(gone)).toBe(false)
  expect(await openPage(gone)).toBeGreaterThan(700_000)
  expect(await isHere(gone)).toBe(true)
})

test('a desk full of unsent pages keeps them all, however far over its limit', async () => {
  await ground.desk.context.route(uploads, (route) =>
    route.request().method() === 'PUT' ? route.abort('connectionreset') : route.continue(),
  )
  for (const name of ['Bốn', 'Năm', 'Sáu']) await ground.desk.takeIn({ name: `Người Chờ ${name}`, page: `Trang chờ ${name}`, pageKb: 500 })
  await setPolicy({ lineKbps: null, keepMb: 1, fetchAhead: false })
  await ground.desk.sync()
  expect((await usage()).unsentBytes).toBeGreaterThan(1_500_000)
  expect(await waiting()).toEqual(['page local', 'page local', 'page local'])
})

test('the pages of my queue are here before I open them', async () => {
  const specialists = await ground.open('chi.lt')
  const id = await ground.desk.takeIn({ name: 'Người Chờ Chuyên Môn', page: 'Trang chờ chuyên môn' })
  await ground.desk.page.evaluate((one) => deskPage.run(one, { do: 'forward', note: '' }), id)
  await ground.desk.sync()
  const page = await pageOf(id)
  await expect.poll(() => isHere(page, specialists), { timeout: 20_000 }).toBe(true)
  await specialists.cutLine()
  expect(await openPage(page, specialists)).toBeGreaterThan(0)
})
