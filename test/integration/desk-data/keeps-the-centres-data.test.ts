import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { type DeskCentre, startDeskCentre, tanAn } from './desk-centre.ts'
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

const dossiers = () => centre.couch.use<Record<string, unknown>>(tanAn.dossiers)
const arrived = async (name: string): Promise<string> => {
  const id = await desk.takeIn({ name })
  await desk.sync()
  return id
}
const forward = (id: string) => desk.page.evaluate((one) => deskPage.run(one, { do: 'forward', note: '' }), id)

test('an edit leaves what hangs on the document at the centre: attachment and unknown fields (M1, M2)', async () => {
  const id = await arrived('Người Có Tệp Kèm')
  const before = await dossiers().get(id)
  const scan = { content_type: 'text/plain', data: Buffer.from('scan').toString('base64') }
  await dossiers().insert({ ...before, fieldOfTomorrow: { kept: true }, _attachments: { scan } })
  await desk.sync()
  await forward(id)
  await desk.sync()
  expect(await dossiers().get(id)).toMatchObject({
    business: { status: 4 },
    fieldOfTomorrow: { kept: true },
    _attachments: { scan: { stub: true } },
  })
})

test('a document with two leaves keeps both while the desk edits the one it sees (M5)', async () => {
  const id = await arrived('Người Có Hai Bản')
  const { _rev, ...body } = await dossiers().get(id)
  const [generation = '1'] = _rev.split('-')
  const rival = `${generation}-${'0'.repeat(32)}`
  await dossiers().bulk({
    docs: [{ ...body, subject: 'bản kia', _rev: rival, _revisions: { start: Number(generation), ids: ['0'.repeat(32)] } }],
    new_edits: false,
  } as never)
  await desk.sync()
  await forward(id)
  await desk.sync()
  const after: { _conflicts?: string[] } = await dossiers().get(id, { conflicts: true })
  expect(after).toMatchObject({ business: { status: 4 }, _conflicts: [rival] })
})

test('a record of a newer schema is kept as it came, shown and not changed', async () => {
  const id = await arrived('Người Của Ngày Mai')
  const newer = { ...(await dossiers().get(id)), schemaVersion: 2, applicantHistory: [{ deep: { er: 1 } }] }
  await dossiers().insert(newer)
  await desk.sync()
  const outcome = await desk.page.evaluate((one) => deskPage.run(one, { do: 'forward', note: '' }), id)
  expect(outcome).toBe('newer-schema')
  expect(await desk.page.evaluate((one) => deskPage.read(one), id)).toMatchObject({ readOnly: true })
  expect(await dossiers().get(id)).toMatchObject({ schemaVersion: 2, applicantHistory: [{ deep: { er: 1 } }] })
})

test('edits of two desks to different parts of one dossier are both kept', async () => {
  const id = await arrived('Người Hai Quầy')
  await desk.cutLine()
  await forward(id)
  await dossiers().insert({ ...(await dossiers().get(id)), subject: 'quầy kia sửa' })
  await desk.mendLine()
  await desk.sync()
  expect(await dossiers().get(id)).toMatchObject({ subject: 'quầy kia sửa', business: { status: 4 } })
  expect(await desk.outbox()).toEqual([])
})

test('edits of two desks to the same part wait for a person, and neither is lost', async () => {
  const id = await arrived('Người Tranh Chấp')
  await desk.cutLine()
  await forward(id)
  const theirs = await dossiers().get(id)
  await dossiers().insert({ ...theirs, business: { ...(theirs.business as object), since: '2026-11-22T10:00:00+07:00' } })
  await desk.mendLine()
  await desk.sync()
  expect((await desk.outbox()).find(({ key }) => key === id)).toMatchObject({ state: 'refused', refusal: 'conflict' })
  expect(await desk.page.evaluate((one) => deskPage.read(one), id)).toMatchObject({ status: 4 })
  expect(await dossiers().get(id)).toMatchObject({ business: { status: 2, since: '2026-11-22T10:00:00+07:00' } })
})
