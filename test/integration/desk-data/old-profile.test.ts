import { expect, test } from 'vitest'
import { listDocuments, tanAn } from './desk-centre.ts'
import { prepareDesks } from './prepare-desks.ts'

const ground = prepareDesks('an.nt')

test('a desk of the first build is updated: every dossier, unsent edit with its base, event and draft is there, and goes', async () => {
  const { desk } = ground
  const sent = await desk.takeIn({ name: 'Người Đã Gửi' })
  await desk.sync()
  await desk.cutLine()
  const unsent = await desk.takeIn({ name: 'Người Chưa Gửi' })
  expect(await desk.run(sent, { do: 'forward', note: '' })).toBe('ok')
  await desk.page.evaluate(() => deskPage.use().drafts.save(deskPage.use().drafts.start()))
  const device = await desk.page.evaluate(() => deskPage.use().session.desk.get()?.device)
  await desk.page.evaluate(() => deskPage.close())
  const records = await desk.page.evaluate(() => deskPage.readProfile())

  const updated = await ground.open()
  await updated.page.evaluate(() => deskPage.close())
  await updated.page.evaluate((old) => deskPage.layOldProfile(old), records)
  expect(await updated.reload()).toBe('open')
  await updated.cutLine()
  expect(await updated.signIn('an.nt')).toBe('ok')
  const rows = await updated.page.evaluate(() => deskPage.use().dossiers.rows.get())
  expect(rows.map(({ id }) => id)).toEqual(expect.arrayContaining([sent, unsent]))
  expect(await updated.look(sent)).toMatchObject({
    dossier: { business: { status: 4 } },
    mark: { state: 'local', base: { business: { status: 2 } } },
  })
  expect((await updated.look(sent)).timeline.map(({ type }) => type)).toEqual(['dossierReceived', 'dossierForwarded'])
  expect(await updated.page.evaluate(() => deskPage.use().drafts.list.get().length)).toBe(1)

  // A new write finds its place after those that had none.
  expect(await updated.run(unsent, { do: 'forward', note: '' })).toBe('ok')
  await updated.mendLine()
  await updated.reload()
  expect(await updated.signIn('an.nt')).toBe('ok')
  await updated.sync()
  expect(await updated.outbox()).toEqual([])
  const stored = await listDocuments(ground.centre.couch, tanAn.dossiers)
  for (const id of [sent, unsent]) expect(stored.find(({ _id }) => _id === id)).toMatchObject({ business: { status: 4 } })
  // It lost its cookie on the way here, and stays the device it was with one chain of events.
  expect(await updated.page.evaluate(() => deskPage.use().session.desk.get()?.device)).toBe(device)
  const events = (await listDocuments(ground.centre.couch, tanAn.journal)).map(
    (event) => event as { device: string; chain: { seq: number } },
  )
  const numbers = events.filter((event) => event.device === device).map(({ chain }) => chain.seq)
  expect(numbers.sort((a, b) => a - b)).toEqual(numbers.map((_, index) => index + 1))
})
