import type { ServerScope } from 'nano'
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
})
afterEach(() => desk.close())

test('one refused dossier stays with its reason, its neighbours and a later one arrive (M3), and it goes when the right is given back (M4)', async () => {
  await desk.signIn('an.nt')
  const kept = await withdrawAuthor(centre.couch, 'person:an.nt')
  const refused = await desk.takeIn({ name: 'Người Bị Từ Chối' })
  await desk.signIn('binh.tv')
  const neighbours: string[] = []
  for (let index = 0; index < 30; index++) neighbours.push(await desk.takeIn({ name: `Láng Giềng ${index}` }))
  await desk.sync()
  const later = await desk.takeIn({ name: 'Người Đến Sau' })
  await desk.sync()

  const arrived = await idsAt(centre.couch)
  expect([...neighbours, later].filter((id) => !arrived.has(id))).toEqual([])
  expect(arrived.has(refused)).toBe(false)
  const waiting = await desk.outbox()
  expect(waiting.find(({ key }) => key === refused)).toMatchObject({ state: 'refused', refusal: 'forbidden' })
  expect(waiting.filter(({ state }) => state !== 'refused')).toEqual([])

  await desk.reload()
  await desk.signIn('binh.tv')
  expect((await desk.outbox()).find(({ key }) => key === refused)).toMatchObject({ state: 'refused' })

  await giveBack(centre.couch, kept)
  await desk.sync()
  expect(await desk.outbox()).toEqual([])
  expect((await idsAt(centre.couch)).has(refused)).toBe(true)
})

test('a refused edit is not overwritten by the next pull and takes in what the centre changed meanwhile (M7)', async () => {
  await desk.signIn('an.nt')
  const id = await desk.takeIn({ name: 'Người Được Sửa' })
  await desk.sync()
  const kept = await withdrawAuthor(centre.couch, 'person:an.nt')
  await desk.page.evaluate((one) => deskPage.run(one, { do: 'forward', note: '' }), id)
  await desk.sync()
  expect((await desk.outbox()).find(({ key }) => key === id)).toMatchObject({ state: 'refused', refusal: 'forbidden' })

  const dossiers = centre.couch.use<Record<string, unknown>>(tanAn.dossiers)
  await dossiers.insert({ ...(await dossiers.get(id)), subject: 'Sửa ở trung tâm' })
  await desk.sync()
  const held = await desk.page.evaluate((one) => deskPage.read(one), id)
  expect(held).toMatchObject({ status: 4, subject: 'Sửa ở trung tâm', sync: 'refused' })

  await giveBack(centre.couch, kept)
  await desk.page.evaluate((one) => deskPage.use().sync.retry(one), id)
  await desk.sync()
  expect(await dossiers.get(id)).toMatchObject({ subject: 'Sửa ở trung tâm', business: { status: 4 } })
})

type Kept = { person: string; rights: unknown }

/** The centre takes an official's rights away: their work is forbidden from now on. */
async function withdrawAuthor(couch: ServerScope, person: string): Promise<Kept> {
  const rights = await changeAuthors(couch, (authors) => {
    const before = authors[person]
    delete authors[person]
    return before
  })
  return { person, rights }
}

/** Gives them back, and says so in the official's public record, as provisioning does. */
async function giveBack(couch: ServerScope, { person, rights }: Kept): Promise<void> {
  await changeAuthors(couch, (authors) => {
    authors[person] = rights
  })
  const catalog = couch.use<Record<string, unknown>>('catalog')
  await catalog.insert({ ...(await catalog.get(person)) })
}

async function changeAuthors<T>(couch: ServerScope, change: (authors: Record<string, unknown>) => T): Promise<T | undefined> {
  let result: T | undefined
  for (const database of [tanAn.dossiers, tanAn.journal]) {
    const security: { authors?: Record<string, unknown> } = await couch.request({ db: database, path: '_security' })
    const authors = { ...security.authors }
    result = change(authors)
    await couch.request({ db: database, path: '_security', method: 'put', body: { ...security, authors } })
  }
  return result
}

async function idsAt(couch: ServerScope): Promise<Set<unknown>> {
  return new Set((await listDocuments(couch, tanAn.dossiers)).map(({ _id }) => _id))
}
