import { createPublicKey, verify } from 'node:crypto'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { canonicalJson } from '#core/journal/event.ts'
import { accountOfLogin } from '#sync-server/provision/write-people.ts'
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

test('an official who has signed in on this PC signs in without a line and finds everything, drafts too', async () => {
  await desk.signIn('an.nt')
  const id = await desk.takeIn({ name: 'Người Còn Đây' })
  await desk.page.evaluate(() => deskPage.use().drafts.save(deskPage.use().drafts.start()))
  await desk.reload()
  await desk.cutLine()
  expect(await desk.signIn('chi.lt')).toBe('offline_and_not_enrolled')
  expect(await desk.signIn('an.nt')).toBe('ok')
  expect(await desk.page.evaluate((one) => deskPage.read(one), id)).toMatchObject({ status: 2 })
  expect(await desk.page.evaluate(() => deskPage.use().drafts.list.get().length)).toBe(1)
})

test('five wrong passwords without a line lock the official out, also after a restart', async () => {
  await desk.signIn('an.nt')
  await desk.reload()
  await desk.cutLine()
  for (let tries = 0; tries < 4; tries++) expect(await desk.signIn('an.nt', 'sai-mat-khau')).toBe('wrong_password')
  expect(await desk.signIn('an.nt', 'sai-mat-khau')).toBe('locked_out')
  await desk.mendLine()
  await desk.reload()
  expect(await desk.signIn('an.nt')).toBe('locked_out')
  await desk.page.evaluate(() => {
    deskPage.clockOffsetMs = 5 * 60_000 + 1000
  })
  expect(await desk.signIn('an.nt')).toBe('ok')
})

test('an official whom the centre has not confirmed for more than 14 days does not get in without a line', async () => {
  await desk.signIn('an.nt')
  await desk.reload()
  await desk.cutLine()
  await desk.page.evaluate(() => {
    deskPage.clockOffsetMs = 15 * 24 * 3_600_000
  })
  expect(await desk.signIn('an.nt')).toBe('offline_too_long')
})

test('a password that the centre no longer takes is refused although this PC would still know it', async () => {
  await desk.signIn('em.ht')
  await desk.reload()
  const name = accountOfLogin('em.ht')
  const users = centre.couch.use<Record<string, unknown>>('_users')
  const account = await users.get(`org.couchdb.user:${name}`)
  await users.insert({
    _id: account._id,
    _rev: account._rev,
    type: 'user',
    name,
    roles: account.roles,
    password: 'mat-khau-moi-2026',
  })
  expect(await desk.signIn('em.ht')).toBe('wrong_password')
  expect(await desk.signIn('em.ht', 'mat-khau-moi-2026')).toBe('ok')
})

test('A writes without a line, B signs in, the line returns: both arrive under their own names, signed by their own keys', async () => {
  await desk.signIn('binh.tv')
  await desk.signIn('an.nt')
  await desk.cutLine()
  const byA = await desk.takeIn({ name: 'Người Của An' })
  expect(await desk.signIn('binh.tv')).toBe('ok')
  const byB = await desk.takeIn({ name: 'Người Của Bình' })
  await desk.mendLine()
  await desk.page.waitForFunction(() => deskPage.use().sync.outbox.get().length === 0)
  const events = await listDocuments(centre.couch, tanAn.journal)
  const people = await listDocuments(centre.couch, 'catalog')
  for (const [dossier, author] of [
    [byA, 'person:an.nt'],
    [byB, 'person:binh.tv'],
  ]) {
    const event = events.find(({ dossierId }) => dossierId === dossier)
    expect(event?.author).toBe(author)
    expect(isSigned(event ?? {}, people)).toBe(true)
  }
})

test('a second window of the same profile is told so and opens nothing', async () => {
  const second = await desk.context.newPage()
  await second.goto(centre.origin)
  expect(await second.evaluate(() => deskPage.open())).toBe('second_window')
})

/** Verifies an event with the key that its author has published. */
function isSigned(event: Record<string, unknown>, people: Record<string, unknown>[]): boolean {
  const { _id, _rev, signature, ...signed } = event
  const person = people.find((one) => one.id === event.author) as { keys: { keyId: string; jwk: Record<string, string> }[] }
  const key = person.keys.find(({ keyId }) => keyId === event.keyId)
  if (key === undefined) return false
  const publicKey = createPublicKey({ key: key.jwk, format: 'jwk' })
  const text = new TextEncoder().encode(canonicalJson(signed))
  return verify('sha256', text, { key: publicKey, dsaEncoding: 'ieee-p1363' }, new Uint8Array(Buffer.from(String(signature), 'base64')))
}
