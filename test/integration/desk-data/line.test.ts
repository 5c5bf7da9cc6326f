import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { listDocuments, tanAn } from './desk-centre.ts'
import { prepareDesks } from './prepare-desks.ts'

const ground = prepareDesks('an.nt')

const deviceOf = () => ground.desk.page.evaluate(() => deskPage.use().session.desk.get()?.device)
const link = () => ground.desk.page.evaluate(() => deskPage.use().sync.status.get().link)

test('what was taken in without a line arrives by itself when the line is back, pages with the right digests', async () => {
  await ground.desk.cutLine()
  const id = await ground.desk.takeIn({ name: 'Người Ngoại Tuyến', page: 'Trang ngoại tuyến' })
  await ground.desk.sync()
  expect(await link()).toBe('offline')
  expect((await ground.desk.outbox()).map(({ kind }) => kind).sort()).toEqual(['dossier', 'event', 'page'])
  await ground.desk.mendLine()
  await ground.desk.page.waitForFunction(() => deskPage.use().sync.outbox.get().length === 0)
  const dossier = (await listDocuments(ground.centre.couch, tanAn.dossiers)).find(({ _id }) => _id === id)
  const hash = (dossier as { placements: { page: string }[] }).placements[0]?.page ?? ''
  const bytes = await ground.centre.couch.use(tanAn.pages).attachment.get(`page:${hash}`, 'bytes')
  expect(createHash('sha256').update(new Uint8Array(bytes)).digest('hex')).toBe(hash)
  expect((await listDocuments(ground.centre.couch, tanAn.journal)).filter(({ dossierId }) => dossierId === id)).toHaveLength(1)
})

test('a push whose answer was lost is sent again without making anything twice', async () => {
  const lost = new Set<string>()
  await ground.desk.context.route('**/centre/db/**', async (route) => {
    const request = route.request()
    const writes = request.method() === 'PUT' || request.url().endsWith('_bulk_docs')
    if (!writes || lost.has(request.url())) return route.continue()
    lost.add(request.url())
    await route.fetch()
    return route.abort('connectionreset')
  })
  const id = await ground.desk.takeIn({ name: 'Người Đứt Đường', page: 'Trang đứt đường' })
  for (let round = 0; round < 4; round++) await ground.desk.sync()
  expect(lost.size).toBe(3)
  expect(await ground.desk.outbox()).toEqual([])
  expect((await listDocuments(ground.centre.couch, tanAn.dossiers)).filter(({ _id }) => _id === id)).toMatchObject([
    { _rev: expect.stringMatching(/^1-/) },
  ])
  expect((await listDocuments(ground.centre.couch, tanAn.journal)).filter(({ dossierId }) => dossierId === id)).toHaveLength(1)
})

test('a captive portal that answers everything with a page counts as no line', async () => {
  const id = await ground.desk.takeIn({ name: 'Người Quán Nước' })
  await ground.desk.sync()
  await ground.desk.context.route('**/centre/**', (route) =>
    route.fulfill({ status: 200, contentType: 'text/html', body: '<html>Xin đăng nhập wifi</html>' }),
  )
  await ground.desk.page.evaluate((one) => deskPage.run(one, { do: 'forward', note: '' }), id)
  await ground.desk.sync()
  expect(await link()).toBe('offline')
  expect((await ground.desk.outbox()).map(({ key }) => key)).toContain(id)
  await ground.desk.context.unroute('**/centre/**')
  await ground.desk.sync()
  expect(await ground.desk.outbox()).toEqual([])
})

test('a desk whose cookie was lost asks for a sign-in, stays the device it was, and sends what it held on the same chain', async () => {
  const device = await deviceOf()
  await ground.desk.context.clearCookies()
  const id = await ground.desk.takeIn({ name: 'Người Mất Phiên' })
  await ground.desk.sync()
  expect(await link()).toBe('sign_in_needed')
  expect((await ground.desk.outbox()).map(({ key }) => key)).toContain(id)
  expect(await ground.desk.signIn('an.nt')).toBe('ok')
  const after = await ground.desk.takeIn({ name: 'Người Sau Đó' })
  await ground.desk.sync()
  expect(await ground.desk.outbox()).toEqual([])
  const arrived = (await listDocuments(ground.centre.couch, tanAn.dossiers)).map(({ _id }) => _id)
  expect(arrived).toEqual(expect.arrayContaining([id, after]))
  expect(await deviceOf()).toBe(device)
  const own = (await listDocuments(ground.centre.couch, tanAn.journal)).filter((event) => event['device'] === device)
  expect(own.map(({ chain }) => (chain as { seq: number }).seq).sort()).toEqual([1, 2])
})
