import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { AgencySlug } from '#core/record/ids.ts'
import { type DeskCentre, startDeskCentre } from './desk-centre.ts'
import { openTestDesk, type TestDesk } from './open-test-desk.ts'

const landOffice = AgencySlug.parse('h53-vpdk-kv1')

let centre: DeskCentre
let commune: TestDesk
let land: TestDesk
beforeAll(async () => {
  centre = await startDeskCentre()
})
afterAll(() => centre.close())
beforeEach(async () => {
  commune = await openTestDesk(centre.origin)
  land = await openTestDesk(centre.origin)
  expect(await commune.signIn('an.nt')).toBe('ok')
  expect(await land.signIn('trung.nv')).toBe('ok')
})
afterEach(async () => {
  await commune.close()
  await land.close()
})

const read = (desk: TestDesk, id: string) => desk.page.evaluate((one) => deskPage.read(one), id)
const holds = (desk: TestDesk, id: string) =>
  desk.page.waitForFunction(
    (one) =>
      deskPage
        .use()
        .dossiers.rows.get()
        .some((row) => row.id === one),
    id,
  )
const holdsNot = (desk: TestDesk, id: string) =>
  desk.page.waitForFunction(
    (one) =>
      !deskPage
        .use()
        .dossiers.rows.get()
        .some((row) => row.id === one),
    id,
  )
const lastSending = async (desk: TestDesk, id: string) => (await desk.look(id)).dossier.sendings?.at(-1)?.id ?? ''

test('a dossier received by a commune and decided elsewhere is seen by that agency, and its edit comes back', async () => {
  const id = await commune.takeIn({ name: 'Người Sang Tên Đất', procedure: '1.013831', page: 'Đơn đăng ký biến động' })
  await commune.sync()
  await holds(land, id)
  expect(await commune.run(id, { do: 'forward', note: 'Chuyển chi nhánh' })).toBe('ok')
  await commune.sync()
  await land.page.waitForFunction(
    (one) =>
      deskPage
        .use()
        .dossiers.rows.get()
        .find((row) => row.id === one)?.status === 4,
    id,
  )
  expect(await land.run(id, { do: 'proposeResult', outcome: 'grant', text: 'Đủ điều kiện sang tên' })).toBe('ok')
  await land.sync()
  await commune.page.waitForFunction(
    (one) =>
      deskPage
        .use()
        .dossiers.rows.get()
        .find((row) => row.id === one)?.stage === 'proposed',
    id,
  )
  expect(await read(commune, id)).toMatchObject({ sync: 'acknowledged' })
  const types = async () => (await commune.look(id)).timeline.map(({ type }) => type)
  await expect.poll(types).toEqual(expect.arrayContaining(['dossierReceived', 'dossierForwarded', 'resultProposed']))
  const page = (await land.look(id)).dossier.placements[0]?.page
  const bytes = () =>
    land.page.evaluate(
      async (hash) =>
        hash === undefined
          ? 0
          : (
              await deskPage
                .use()
                .pages.open(hash)
                .catch(() => new Blob())
            ).size,
      page,
    )
  await expect.poll(bytes).toBeGreaterThan(100)
})

test('a dossier sent to another agency is worked there until it is taken back; then its clean copy leaves the desk', async () => {
  const id = await commune.takeIn({ name: 'Người Được Xin Ý Kiến' })
  await commune.sync()
  expect(await commune.run(id, { do: 'sendToAgency', to: landOffice, note: 'Xin ý kiến về đất' })).toBe('ok')
  await commune.sync()
  await holds(land, id)
  expect(await land.run(id, { do: 'recordView' })).toBe('ok')
  await land.sync()
  expect(await commune.run(id, { do: 'takeBack', sendingId: await lastSending(commune, id) })).toBe('ok')
  await commune.sync()
  await holdsNot(land, id)
  expect(await read(land, id)).toBeNull()
  await land.reload()
  expect(await land.signIn('trung.nv')).toBe('ok')
  await land.sync()
  expect(await read(land, id)).toBeNull()
  expect(await commune.run(id, { do: 'sendToAgency', to: landOffice, note: 'Gửi lại' })).toBe('ok')
  await commune.sync()
  await holds(land, id)
})

test('work that was not sent when the dossier was taken back is handed in for a person to judge, never dropped', async () => {
  const id = await commune.takeIn({ name: 'Người Bị Rút Giữa Chừng' })
  await commune.sync()
  expect(await commune.run(id, { do: 'sendToAgency', to: landOffice, note: '' })).toBe('ok')
  await commune.sync()
  await holds(land, id)
  await land.cutLine()
  expect(
    await land.run(id, {
      do: 'requestSupplement',
      reason: 'Thiếu bản đồ',
      papers: [{ name: 'Bản đồ', originals: 1, certifiedCopies: 0, copies: 0 }],
      deadline: null,
    }),
  ).toBe('ok')
  expect(await commune.run(id, { do: 'takeBack', sendingId: await lastSending(commune, id) })).toBe('ok')
  await commune.sync()
  await expect.poll(() => gone(id)).toBe(true)
  await land.mendLine()
  await expect
    .poll(
      async () => {
        await land.sync()
        return handedInBy(land)
      },
      { timeout: 30_000 },
    )
    .toMatchObject({ items: [{ dossierId: id, why: 'routed_away', author: 'person:trung.nv', state: 'waiting' }] })
  expect((await land.outbox()).filter(({ key }) => key === id)).toEqual([])
  expect(await read(land, id)).toBeNull()
})

/** What the desk handed in, as the centre has it. */
const handedInBy = (desk: TestDesk) => desk.page.evaluate(async () => (await fetch('/centre/api/handed-in')).json())

async function gone(id: string): Promise<boolean> {
  return centre.couch
    .use(`agency-${landOffice}-dossiers`)
    .get(id)
    .then(
      () => false,
      () => true,
    )
}
