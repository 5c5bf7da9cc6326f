import { expect, test } from 'vitest'
import { tanAn } from './desk-centre.ts'
import { prepareDesks } from './prepare-desks.ts'

const ground = prepareDesks('an.nt')

const dossiers = () => ground.centre.couch.use<Record<string, unknown>>(tanAn.dossiers)
const arrived = async (name: string): Promise<string> => {
  const id = await ground.desk.takeIn({ name })
  await ground.desk.sync()
  return id
}
const forward = (id: string) => ground.desk.run(id, { do: 'forward', note: '' })
const itemOf = async (id: string) => (await ground.desk.outbox()).find(({ key }) => key === id)

test('an edit leaves what hangs on the document at the centre: attachment and unknown fields (M1, M2)', async () => {
  const id = await arrived('Người Có Tệp Kèm')
  const before = await dossiers().get(id)
  const scan = { content_type: 'text/plain', data: Buffer.from('scan').toString('base64') }
  await dossiers().insert({ ...before, fieldOfTomorrow: { kept: true }, _attachments: { scan } })
  await ground.desk.sync()
  await forward(id)
  await ground.desk.sync()
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
  await ground.desk.sync()
  await forward(id)
  await ground.desk.sync()
  const after: { _conflicts?: string[] } = await dossiers().get(id, { conflicts: true })
  expect(after).toMatchObject({ business: { status: 4 }, _conflicts: [rival] })
})

test('a record of a newer schema is kept as it came, shown and not changed', async () => {
  const id = await arrived('Người Của Ngày Mai')
  const newer = { ...(await dossiers().get(id)), schemaVersion: 2, applicantHistory: [{ deep: { er: 1 } }] }
  await dossiers().insert(newer)
  await ground.desk.sync()
  const outcome = await ground.desk.page.evaluate((one) => deskPage.run(one, { do: 'forward', note: '' }), id)
  expect(outcome).toBe('newer-schema')
  expect(await ground.desk.page.evaluate((one) => deskPage.read(one), id)).toMatchObject({ readOnly: true })
  expect(await dossiers().get(id)).toMatchObject({ schemaVersion: 2, applicantHistory: [{ deep: { er: 1 } }] })
})

test('the version of a newer desk stays as it is while an unsent edit of this one waits, over restarts too', async () => {
  const { desk } = ground
  const id = await arrived('Người Hai Đời Máy')
  await desk.cutLine()
  expect(await forward(id)).toBe('ok')
  await dossiers().insert({ ...(await dossiers().get(id)), schemaVersion: 2, history: [{ deep: { er: '1' } }] })
  const newer = await dossiers().get(id)
  await desk.mendLine()
  await desk.sync()
  for (const opening of ['as it is', 'anew']) {
    if (opening === 'anew') {
      await desk.reload()
      expect(await desk.signIn('an.nt')).toBe('ok')
      await desk.sync()
    }
    expect(await itemOf(id)).toMatchObject({ state: 'refused', refusal: 'newer_schema' })
    expect(await desk.look(id)).toMatchObject({ readOnly: true, dossier: { business: { status: 4 } } })
    expect(await desk.run(id, { do: 'requestWithdrawal', reason: 'Thử' })).toBe('newer-schema')
    expect(await dossiers().get(id)).toEqual(newer)
  }
  // What the newer desk wrote can be read again: the edit that waited is merged and goes.
  await dossiers().insert({ ...newer, schemaVersion: 1 })
  await desk.sync()
  expect(await itemOf(id)).toBeUndefined()
  expect(await dossiers().get(id)).toMatchObject({ business: { status: 4 }, history: [{ deep: { er: '1' } }] })
})

test('a dossier whose newer version is no dossier to this build is shown as it was, and not changed', async () => {
  const { desk } = ground
  const id = await arrived('Người Của Ngày Kia')
  const { _rev, applicant, ...rest } = await dossiers().get(id)
  const beyond = { ...rest, _rev, schemaVersion: 9, applicant: { name: 'Khác hẳn', parts: [1, 2] } }
  await dossiers().insert(beyond)
  await desk.sync()
  expect(await desk.look(id)).toMatchObject({ readOnly: true, dossier: { schemaVersion: 1, applicant } })
  expect(await forward(id)).toBe('newer-schema')
  await desk.sync()
  expect(await desk.outbox()).toEqual([])
  expect(await dossiers().get(id)).toMatchObject({ schemaVersion: 9, applicant: { name: 'Khác hẳn', parts: [1, 2] } })
})

test('an edit over a version that somebody broke with curl waits with the reason and goes once it is mended', async () => {
  const { desk } = ground
  const id = await arrived('Người Bị Làm Hỏng')
  const before = await dossiers().get(id)
  const { rev } = await dossiers().insert({ ...before, papers: [{ nothing: true }] })
  await desk.sync()
  expect(await desk.look(id)).toMatchObject({ dossier: { papers: before['papers'] } })
  expect(await forward(id)).toBe('ok')
  await desk.sync()
  expect(await itemOf(id)).toMatchObject({ state: 'refused', refusal: 'conflict' })
  await dossiers().insert({ ...before, _rev: rev })
  await desk.sync()
  expect(await itemOf(id)).toBeUndefined()
  expect(await dossiers().get(id)).toMatchObject({ business: { status: 4 } })
})
