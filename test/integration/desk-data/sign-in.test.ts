import { createPublicKey, verify } from 'node:crypto'
import { expect, test } from 'vitest'
import { canonicalJson } from '#core/journal/event.ts'
import { accountOfLogin } from '#sync-server/provision/write-people.ts'
import { listDocuments, tanAn } from './desk-centre.ts'
import { prepareDesks } from './prepare-desks.ts'

const ground = prepareDesks()

test('an official who has signed in on this PC signs in without a line and finds everything, drafts too', async () => {
  await ground.desk.signIn('an.nt')
  const id = await ground.desk.takeIn({ name: 'Người Còn Đây' })
  await ground.desk.page.evaluate(() => deskPage.use().drafts.save(deskPage.use().drafts.start()))
  await ground.desk.reload()
  await ground.desk.cutLine()
  expect(await ground.desk.signIn('chi.lt')).toBe('offline_and_not_enrolled')
  expect(await ground.desk.signIn('an.nt')).toBe('ok')
  expect(await ground.desk.page.evaluate((one) => deskPage.read(one), id)).toMatchObject({ status: 2 })
  expect(await ground.desk.page.evaluate(() => deskPage.use().drafts.list.get().length)).toBe(1)
})

test('five wrong passwords without a line lock the official out, also after a restart', async () => {
  await ground.desk.signIn('an.nt')
  await ground.desk.reload()
  await ground.desk.cutLine()
  for (let tries = 0; tries < 4; tries++) expect(await ground.desk.signIn('an.nt', 'sai-mat-khau')).toBe('wrong_password')
  expect(await ground.desk.signIn('an.nt', 'sai-mat-khau')).toBe('locked_out')
  await ground.desk.mendLine()
  await ground.desk.reload()
  expect(await ground.desk.signIn('an.nt')).toBe('locked_out')
  await ground.desk.page.evaluate(() => {
    deskPage.clockOffsetMs = 5 * 60_000 + 1000
  })
  expect(await ground.desk.signIn('an.nt')).toBe('ok')
})

test('an official whom the centre has not confirmed for more than 14 days does not get in without a line', async () => {
  await ground.desk.signIn('an.nt')
  await ground.desk.reload()
  await ground.desk.cutLine()
  await ground.desk.page.evaluate(() => {
    deskPage.clockOffsetMs = 15 * 24 * 3_600_000
  })
  expect(await ground.desk.signIn('an.nt')).toBe('offline_too_long')
})

test('a password that the centre no longer takes is refused although this PC would still know it', async () => {
  await ground.desk.signIn('em.ht')
  await ground.desk.reload()
  const name = accountOfLogin('em.ht')
  const users = ground.centre.couch.use<Record<string, unknown>>('_users')
  const account = await users.get(`org.couchdb.user:${name}`)
  await users.insert({
    _id: account._id,
    _rev: account._rev,
    type: 'user',
    name,
    roles: account.roles,
    password: 'mat-khau-moi-2026',
  })
  expect(await ground.desk.signIn('em.ht')).toBe('wrong_password')
  expect(await ground.desk.signIn('em.ht', 'mat-khau-moi-2026')).toBe('ok')
})

test('A writes without a line, B signs in, the line returns: both arrive under their own names, signed by their own keys', async () => {
  await ground.desk.signIn('binh.tv')
  await ground.desk.signIn('an.nt')
  await ground.desk.cutLine()
  const byA = await ground.desk.takeIn({ name: 'Người Của An' })
  expect(await ground.desk.signIn('binh.tv')).toBe('ok')
  const byB = await ground.desk.takeIn({ name: 'Người Của Bình' })
  await ground.desk.mendLine()
  await ground.desk.page.waitForFunction(() => deskPage.use().sync.outbox.get().length === 0)
  const events = await listDocuments(ground.centre.couch, tanAn.journal)
  const people = await listDocuments(ground.centre.couch, 'catalog')
  for (const [dossier, author] of [
    [byA, 'person:an.nt'],
    [byB, 'person:binh.tv'],
  ]) {
    const event = events.find(({ dossierId }) => dossierId === dossier)
    expect(event?.author).toBe(author)
    expect(isSigned(event ?? {}, people)).toBe(true)
  }
})

test('an official new to a PC whose key the centre does not have is told so, and not that the line is down', async () => {
  await ground.desk.signIn('an.nt')
  const device = await ground.desk.page.evaluate(() => deskPage.use().session.desk.get()?.device)
  const keys = ground.centre.couch.use<Record<string, unknown>>('centre')
  const { _id, _rev } = await keys.get(`join-key:${device}`)
  await keys.destroy(_id, _rev)
  expect(await ground.desk.signIn('binh.tv')).toBe('key_missing')
  expect(await ground.desk.signIn('an.nt')).toBe('ok')
})

test('a second window of the same profile is told so and opens nothing', async () => {
  const second = await ground.desk.context.newPage()
  await second.goto(ground.centre.origin)
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
