import type { ServerScope } from 'nano'
import { expect, test } from 'vitest'
import { listDocuments, tanAn } from './desk-centre.ts'
import { prepareDesks } from './prepare-desks.ts'

const ground = prepareDesks()

test('one refused dossier stays with its reason, its neighbours and a later one arrive (M3), and it goes when the right is given back (M4)', async () => {
  await ground.desk.signIn('an.nt')
  const kept = await withdrawAuthor(ground.centre.couch, 'person:an.nt')
  const refused = await ground.desk.takeIn({ name: 'Người Bị Từ Chối' })
  await ground.desk.signIn('binh.tv')
  const neighbours: string[] = []
  for (let index = 0; index < 30; index++) neighbours.push(await ground.desk.takeIn({ name: `Láng Giềng ${index}` }))
  await ground.desk.sync()
  const later = await ground.desk.takeIn({ name: 'Người Đến Sau' })
  await ground.desk.sync()

  const arrived = await idsAt(ground.centre.couch)
  expect([...neighbours, later].filter((id) => !arrived.has(id))).toEqual([])
  expect(arrived.has(refused)).toBe(false)
  const waiting = await ground.desk.outbox()
  expect(waiting.find(({ key }) => key === refused)).toMatchObject({ state: 'refused', refusal: 'forbidden' })
  expect(waiting.filter(({ state }) => state !== 'refused')).toEqual([])

  await ground.desk.reload()
  await ground.desk.signIn('binh.tv')
  expect((await ground.desk.outbox()).find(({ key }) => key === refused)).toMatchObject({ state: 'refused' })

  await giveBack(ground.centre.couch, kept)
  await ground.desk.sync()
  expect(await ground.desk.outbox()).toEqual([])
  expect((await idsAt(ground.centre.couch)).has(refused)).toBe(true)
})

test('a refused edit is not overwritten by the next pull and takes in what the centre changed meanwhile (M7)', async () => {
  await ground.desk.signIn('an.nt')
  const id = await ground.desk.takeIn({ name: 'Người Được Sửa' })
  await ground.desk.sync()
  const kept = await withdrawAuthor(ground.centre.couch, 'person:an.nt')
  await ground.desk.page.evaluate((one) => deskPage.run(one, { do: 'forward', note: '' }), id)
  await ground.desk.sync()
  expect((await ground.desk.outbox()).find(({ key }) => key === id)).toMatchObject({ state: 'refused', refusal: 'forbidden' })

  const dossiers = ground.centre.couch.use<Record<string, unknown>>(tanAn.dossiers)
  await dossiers.insert({ ...(await dossiers.get(id)), subject: 'Sửa ở trung tâm' })
  await ground.desk.sync()
  const held = await ground.desk.page.evaluate((one) => deskPage.read(one), id)
  expect(held).toMatchObject({ status: 4, subject: 'Sửa ở trung tâm', sync: 'refused' })

  await giveBack(ground.centre.couch, kept)
  await ground.desk.page.evaluate((one) => deskPage.use().sync.retry(one), id)
  await ground.desk.sync()
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
