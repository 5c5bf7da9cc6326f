import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Agency } from '#core/agency/agency.ts'
import { Person } from '#core/person/person.ts'
import type { Catalogue } from '#core/procedure/catalogue.ts'
import { AgencySlug } from '#core/record/ids.ts'
import { dayOf, toInstant } from '#core/record/instant.ts'
import { provisionPeople } from '#sync-server/provision/provision-people.ts'
import { listDocuments, tanAn } from './desk-centre.ts'
import { demoPassword, type TestDesk } from './open-test-desk.ts'
import { prepareDesks } from './prepare-desks.ts'

const ground = prepareDesks('an.nt')
const catalog = () => ground.centre.couch.use<Record<string, unknown>>('catalog')
const arrived = async (id: string) => (await listDocuments(ground.centre.couch, tanAn.dossiers)).find(({ _id }) => _id === id)
const dayMs = 86_400_000
const today = dayOf(toInstant(Date.now()))
const tomorrow = dayOf(toInstant(Date.now() + dayMs))
const moveClock = (desk: TestDesk, days: number) =>
  desk.page.evaluate((ms) => {
    deskPage.clockOffsetMs = ms
  }, days * dayMs)

/** What the catalogue says of agencies and people now. */
async function readCatalogue(): Promise<Catalogue> {
  const bodies = (await listDocuments(ground.centre.couch, 'catalog')).map(({ _id, _rev, ...body }) => body)
  const people = bodies.flatMap((body) => (body['kind'] === 'person' ? [Person.parse(body)] : []))
  const agencies = bodies.flatMap((body) => (body['kind'] === 'agency' ? [Agency.parse(body)] : []))
  return { procedures: [], calendars: [], agencies, people }
}

/** Brings the centre its list of people anew, as an administrator does; one of them changed. */
async function change(login: string, facts: Partial<Person>): Promise<void> {
  const catalogue = await readCatalogue()
  const people = catalogue.people.map((one) => (one.login === login ? { ...one, ...facts } : one))
  await provisionPeople(ground.centre.couch, { ...catalogue, people }, { firstPassword: demoPassword, changesOn: today })
}

// A real CouchDB outlives the test: the official is put back where everybody expects them.
let before: Record<string, unknown>
beforeEach(async () => {
  before = await catalog().get('person:an.nt')
})
afterEach(async () => {
  const { _rev, keys } = await catalog().get('person:an.nt')
  await catalog().insert({ ...before, keys, _rev })
  await provisionPeople(ground.centre.couch, await readCatalogue(), { firstPassword: demoPassword })
})

const roles = () => ground.desk.page.evaluate(() => deskPage.use().session.current.get()?.roles)
const refusalOf = async (id: string) => (await ground.desk.outbox()).find(({ key }) => key === id)

test('a role taken away while the desk is at work: it is told, what it had written is refused with the reason and goes when the role returns', async () => {
  const { desk } = ground
  await desk.cutLine()
  const id = await desk.takeIn({ name: 'Người Lúc Còn Quyền' })
  const held = Person.parse(await catalog().get('person:an.nt')).roles
  await change('an.nt', { roles: [] })
  await desk.mendLine()
  await desk.sync()
  expect(await refusalOf(id)).toMatchObject({ state: 'refused', refusal: 'forbidden' })
  expect(await roles()).toEqual([])
  expect(await desk.run(id, { do: 'forward', note: '' })).toBe('role-missing')
  await change('an.nt', { roles: held })
  await desk.sync()
  await desk.sync()
  expect(await desk.outbox()).toEqual([])
  expect(await arrived(id)).toBeDefined()
  expect(await roles()).toEqual(held.map(({ role }) => role))
})

test('a right that changes in the database alone, without a word in the catalogue, is noticed too', async () => {
  const { desk } = ground
  const db = { db: tanAn.dossiers, path: '_security' }
  const security: { authors: Record<string, unknown> } = await ground.centre.couch.request(db)
  const { 'person:an.nt': _, ...authors } = security.authors
  await ground.centre.couch.request({ ...db, method: 'put', body: { ...security, authors } })
  const id = await desk.takeIn({ name: 'Người Chỉ Đổi Quyền' })
  await desk.sync()
  expect(await refusalOf(id)).toMatchObject({ state: 'refused', refusal: 'forbidden' })
  await ground.centre.couch.request({ ...db, method: 'put', body: security })
  // The centre answers for some seconds what it has read of its databases' rights.
  await vi.waitFor(async () => {
    await desk.sync()
    expect(await refusalOf(id)).toBeUndefined()
  }, 20_000)
  expect(await arrived(id)).toBeDefined()
})

test('an official moves to another office: what was written here stays with the old office and its author, and arrives', async () => {
  const { desk } = ground
  await desk.signIn('binh.tv')
  await desk.signIn('an.nt')
  await desk.cutLine()
  const written = await desk.takeIn({ name: 'Người Trước Khi Chuyển' })
  await moveClock(desk, 2)
  const after = await desk.takeIn({ name: 'Người Sau Khi Chuyển' })
  const to = AgencySlug.parse('h53-27694')
  await change('an.nt', { agency: to, roles: [{ role: 'one_stop_official', since: tomorrow, until: null }] })
  // Whoever is at the desk when the line returns, its own session sends.
  expect(await desk.signIn('binh.tv')).toBe('ok')
  await desk.mendLine()
  await desk.sync()
  expect(await arrived(written)).toMatchObject({ agencies: { receiving: 'h53-27712' }, received: { by: 'person:an.nt' } })
  const events = (await listDocuments(ground.centre.couch, tanAn.journal)).filter(({ dossierId }) => dossierId === written)
  expect(events).toMatchObject([{ author: 'person:an.nt', agency: 'h53-27712' }])
  // What was written after the term had ended is nobody's right: kept, with the reason.
  expect(await refusalOf(after)).toMatchObject({ state: 'refused', refusal: 'forbidden' })
  expect(await desk.signIn('an.nt')).toBe('other_agency')
  const elsewhere = await ground.open()
  await moveClock(elsewhere, 2)
  expect(await elsewhere.signIn('an.nt')).toBe('ok')
  expect(await elsewhere.page.evaluate(() => deskPage.use().session.current.get())).toMatchObject({
    agency: to,
    roles: ['one_stop_official'],
  })
})
