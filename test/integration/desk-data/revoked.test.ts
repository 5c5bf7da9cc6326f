import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { Oversight } from '#core/reconciliation/oversight.ts'
import { type CentreClient, openCentreClient, verdict } from '#test/integration/centre/centre-client.ts'
import { listDocuments, tanAn } from './desk-centre.ts'
import { demoPassword, type TestDesk } from './open-test-desk.ts'
import { prepareDesks } from './prepare-desks.ts'

const ground = prepareDesks('an.nt')

/** A client that has signed in as somebody, apart from any desk. */
async function signedIn(login: string): Promise<CentreClient> {
  const client = openCentreClient(ground.centre.origin)
  expect(verdict(await client.call('POST', '/centre/api/session', { login, password: demoPassword }))).toBe('200')
  return client
}

async function revoke(desk: TestDesk): Promise<void> {
  const device = await desk.page.evaluate(() => deskPage.use().session.desk.get()?.device)
  const admin = await signedIn('admin')
  expect(verdict(await admin.call('DELETE', `/centre/api/devices/${device}`))).toBe('200')
}

const locked = (desk: TestDesk) => desk.page.evaluate(() => deskPage.use().session.locked.get())
const current = (desk: TestDesk) => desk.page.evaluate(() => deskPage.use().session.current.get())

test('a revoked desk locks, says what is unsent, hands it in, and shows what the administrator decided', async () => {
  const { desk } = ground
  await desk.cutLine()
  const id = await desk.takeIn({ name: 'Người Chưa Gửi', page: 'Trang chưa gửi' })
  await revoke(desk)
  await desk.mendLine()
  await desk.page.waitForFunction(() => deskPage.use().session.locked.get()?.works[0]?.state === 'waiting')
  await desk.page.waitForFunction(() => deskPage.use().sync.status.get().link === 'device_revoked')
  expect(await current(desk)).toBeNull()
  expect(await locked(desk)).toMatchObject({ works: [{ dossierId: id, events: 1, pages: 1, state: 'waiting', decided: null }] })
  expect((await listDocuments(ground.centre.couch, tanAn.dossiers)).map(({ _id }) => _id)).not.toContain(id)
  expect(await desk.signIn('an.nt')).toBe('device_revoked')

  const admin = await signedIn('admin')
  const { handedIn } = Oversight.parse((await admin.call('GET', '/centre/api/oversight?agency=h53-27712')).body)
  const item = handedIn.find(({ dossierId }) => dossierId === id)
  expect(item).toMatchObject({ why: 'device_revoked', author: 'person:an.nt', pages: 1, state: 'waiting' })
  const judge = `/centre/api/handed-in/${encodeURIComponent(item?.id ?? '')}/judge`
  expect(verdict(await admin.call('POST', judge, { accept: true, reason: 'Hồ sơ có thật' }))).toBe('200')

  await desk.reload()
  await desk.page.waitForFunction(() => deskPage.use().session.locked.get()?.works[0]?.state === 'accepted')
  expect(await locked(desk)).toMatchObject({ works: [{ decided: { by: 'person:admin', reason: 'Hồ sơ có thật' } }] })
  const arrived = (await listDocuments(ground.centre.couch, tanAn.dossiers)).find(({ _id }) => _id === id)
  expect(arrived).toMatchObject({ applicant: { name: 'Người Chưa Gửi' } })
  const hash = (arrived as { placements: { page: string }[] }).placements[0]?.page ?? ''
  const bytes = await ground.centre.couch.use(tanAn.pages).attachment.get(`page:${hash}`, 'bytes')
  expect(createHash('sha256').update(new Uint8Array(bytes)).digest('hex')).toBe(hash)
})

test('a desk that hears of it without anybody signed in hands in what it holds when somebody tries, and lets nobody in without a line', async () => {
  const { desk } = ground
  await desk.cutLine()
  const id = await desk.takeIn({ name: 'Người Trong Máy Tắt' })
  await desk.signOut()
  await revoke(desk)
  await desk.mendLine()
  expect(await desk.signIn('an.nt')).toBe('device_revoked')
  expect(await locked(desk)).toMatchObject({ works: [{ dossierId: id, state: 'waiting' }] })
  await desk.cutLine()
  expect(await desk.signIn('an.nt')).toBe('device_revoked')
  expect(await current(desk)).toBeNull()
})

test('unsent work on a dossier that was taken back is handed in and leaves the desk', async () => {
  const { desk } = ground
  const id = await desk.takeIn({ name: 'Người Đã Chuyển Đi' })
  await desk.sync()
  await desk.cutLine()
  expect(await desk.run(id, { do: 'forward', note: '' })).toBe('ok')
  const dossiers = ground.centre.couch.use<Record<string, unknown>>(tanAn.dossiers)
  const { _rev } = await dossiers.get(id)
  await dossiers.insert({ _id: id, _rev, _deleted: true, routedAway: true })
  await desk.mendLine()
  await desk.sync()
  expect(await desk.page.evaluate((one) => deskPage.look(one), id)).toBeNull()
  expect((await desk.outbox()).filter(({ key }) => key === id)).toEqual([])
  const admin = await signedIn('admin')
  const { handedIn } = Oversight.parse((await admin.call('GET', '/centre/api/oversight?agency=h53-27712')).body)
  expect(handedIn.find(({ dossierId }) => dossierId === id)).toMatchObject({ why: 'routed_away', author: 'person:an.nt', state: 'waiting' })
  // The next event stands on the last one, although its dossier has gone.
  const next = await desk.takeIn({ name: 'Người Tiếp Theo' })
  await desk.sync()
  const [event] = (await listDocuments(ground.centre.couch, tanAn.journal)).filter(({ dossierId }) => dossierId === next)
  expect(event).toMatchObject({ chain: { seq: 3 } })
})
