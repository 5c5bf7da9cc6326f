import { createHash } from 'node:crypto'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { type DeskCentre, listDocuments, startDeskCentre, tanAn } from './desk-centre.ts'
import { openTestDesk, type TestDesk } from './open-test-desk.ts'

let centre: DeskCentre
let desk: TestDesk
beforeAll(async () => {
  centre = await startDeskCentre()
})
afterAll(() => centre.close())
beforeEach(async () => {
  desk = await openTestDesk(centre.origin)
  await desk.signIn('an.nt')
})
afterEach(() => desk.close())

const link = () => desk.page.evaluate(() => deskPage.use().sync.status.get().link)

test('what was taken in without a line arrives by itself when the line is back, pages with the right digests', async () => {
  await desk.cutLine()
  const id = await desk.takeIn({ name: 'Người Ngoại Tuyến', page: 'Trang ngoại tuyến' })
  await desk.sync()
  expect(await link()).toBe('offline')
  expect((await desk.outbox()).map(({ kind }) => kind).sort()).toEqual(['dossier', 'event', 'page'])
  await desk.mendLine()
  await desk.page.waitForFunction(() => deskPage.use().sync.outbox.get().length === 0)
  const dossier = (await listDocuments(centre.couch, tanAn.dossiers)).find(({ _id }) => _id === id)
  const hash = (dossier as { placements: { page: string }[] }).placements[0]?.page ?? ''
  const bytes = await centre.couch.use(tanAn.pages).attachment.get(`page:${hash}`, 'bytes')
  expect(createHash('sha256').update(new Uint8Array(bytes)).digest('hex')).toBe(hash)
  expect((await listDocuments(centre.couch, tanAn.journal)).filter(({ dossierId }) => dossierId === id)).toHaveLength(1)
})

test('a push whose answer was lost is sent again without making anything twice', async () => {
  const lost = new Set<string>()
  await desk.context.route('**/centre/db/**', async (route) => {
    const request = route.request()
    const writes = request.method() === 'PUT' || request.url().endsWith('_bulk_docs')
    if (!writes || lost.has(request.url())) return route.continue()
    lost.add(request.url())
    await route.fetch()
    return route.abort('connectionreset')
  })
  const id = await desk.takeIn({ name: 'Người Đứt Đường', page: 'Trang đứt đường' })
  for (let round = 0; round < 4; round++) await desk.sync()
  expect(lost.size).toBe(3)
  expect(await desk.outbox()).toEqual([])
  expect((await listDocuments(centre.couch, tanAn.dossiers)).filter(({ _id }) => _id === id)).toMatchObject([
    { _rev: expect.stringMatching(/^1-/) },
  ])
  expect((await listDocuments(centre.couch, tanAn.journal)).filter(({ dossierId }) => dossierId === id)).toHaveLength(1)
})

test('a captive portal that answers everything with a page counts as no line', async () => {
  const id = await desk.takeIn({ name: 'Người Quán Nước' })
  await desk.sync()
  await desk.context.route('**/centre/**', (route) =>
    route.fulfill({ status: 200, contentType: 'text/html', body: '<html>Xin đăng nhập wifi</html>' }),
  )
  await desk.page.evaluate((one) => deskPage.run(one, { do: 'forward', note: '' }), id)
  await desk.sync()
  expect(await link()).toBe('offline')
  expect((await desk.outbox()).map(({ key }) => key)).toContain(id)
  await desk.context.unroute('**/centre/**')
  await desk.sync()
  expect(await desk.outbox()).toEqual([])
})

test('a desk whose cookie was lost asks for a sign-in and then sends what it held', async () => {
  await desk.context.clearCookies()
  const id = await desk.takeIn({ name: 'Người Mất Phiên' })
  await desk.sync()
  expect(await link()).toBe('sign_in_needed')
  expect((await desk.outbox()).map(({ key }) => key)).toContain(id)
  expect(await desk.signIn('an.nt')).toBe('ok')
  const after = await desk.takeIn({ name: 'Người Sau Đó' })
  await desk.sync()
  expect(await desk.outbox()).toEqual([])
  const arrived = (await listDocuments(centre.couch, tanAn.dossiers)).map(({ _id }) => _id)
  expect(arrived).toEqual(expect.arrayContaining([id, after]))
})
