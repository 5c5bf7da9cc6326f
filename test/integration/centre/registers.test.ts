import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { RegisterBook } from '#core/registers/register-book.ts'
import { type Centre, startCentre } from '#sync-server/centre.ts'
import { openCouchAdmin } from '#sync-server/provision/couch-admin.ts'
import { centreDatabase } from '#sync-server/provision/database-names.ts'
import { type CentreClient, openCentreClient, verdict } from './centre-client.ts'

/*
 * Register books and number slots as desks ask for them. On the embedded store, and on the CouchDB at COUCHDB_URL when that is set.
 */

const password = 'motcua-2026'
const Facts = z.object({ device: z.string() })
const Slot = z.object({ slot: z.number(), generation: z.number(), lapsesAt: z.string(), warnsAt: z.string() })
const Answer = z.object({ books: z.array(RegisterBook), desks: z.array(z.object({ device: z.string(), deskName: z.string() })) })
const Passed = z.object({ book: RegisterBook })

type Desk = { client: CentreClient; device: string; slot: number; slotGeneration: number; warnsAt: string; lapsesAt: string }

describe('register books at the centre', () => {
  let folder = ''
  let centre: Centre

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'mc-registers-'))
    const common = { port: 0, seed: true, seedDossiers: false, logLevel: 'silent' }
    const address = process.env['COUCHDB_URL']
    if (address !== undefined) await forgetBooks(address)
    centre = await startCentre(address === undefined ? { ...common, dataDir: join(folder, 'data') } : { ...common, centralUrl: address })
  })
  afterAll(async () => {
    await centre.close()
    rmSync(folder, { recursive: true })
  })

  async function openDesk(login: string, fingerprint: string): Promise<Desk> {
    const client = openCentreClient(centre.origin)
    expect(verdict(await client.call('POST', '/centre/api/session', { login, password }))).toBe('200')
    const { device } = Facts.parse(
      (await client.call('POST', '/centre/api/devices', { deskName: `Quầy ${fingerprint}`, fingerprint })).body,
    )
    const slot = Slot.parse((await client.call('POST', '/centre/api/slots', { fingerprint })).body)
    return { client, device, slot: slot.slot, slotGeneration: slot.generation, warnsAt: slot.warnsAt, lapsesAt: slot.lapsesAt }
  }
  const ask = (desk: Desk, path: string, body?: object) =>
    desk.client.call(body === undefined ? 'GET' : 'POST', `/centre/api/registers${path}`, body)
  const rightOf = ({ slot, slotGeneration }: Desk) => ({ slot, slotGeneration })

  test('passes a book from desk to desk like the paper one: one holder, the numbers go along', async () => {
    const kind = 'certified_signatures'
    const one = await openDesk('an.nt', 'quay-so-mot')
    const two = await openDesk('binh.tv', 'quay-so-hai')
    const taken = await ask(one, `/${kind}/take`, rightOf(one))
    const { book } = Passed.parse(taken.body)
    expect(book.holder).toMatchObject({ device: one.device, slot: one.slot })
    expect(Passed.parse((await ask(one, `/${kind}/take`, rightOf(one))).body).book).toEqual(book)
    expect(verdict(await ask(two, `/${kind}/take`, rightOf(two)))).toBe('409 held_elsewhere')
    const report = { generation: book.generation, reached: { 2026: 12 }, volume: 1, volumeYear: 2026 }
    expect(verdict(await ask(two, `/${kind}/hand-over`, { ...report, to: null }))).toBe('409 not_holder')
    expect(verdict(await ask(one, `/${kind}/hand-over`, { ...report, to: 'device:01j00000000000000000000009' }))).toBe('400 unknown_desk')
    expect(verdict(await ask(one, `/${kind}/hand-over`, { ...report, to: two.device }))).toBe('200')
    expect(verdict(await ask(one, `/${kind}/take`, rightOf(one)))).toBe('409 offered_elsewhere')
    expect(Passed.parse((await ask(two, `/${kind}/take`, rightOf(two))).body).book).toMatchObject({ reached: { 2026: 12 } })
    const { books, desks } = Answer.parse((await ask(one, '')).body)
    expect(books.find(({ register }) => register === kind)?.holder?.device).toBe(two.device)
    expect(desks.map(({ device }) => device)).toEqual(expect.arrayContaining([one.device, two.device]))
  })

  test('is granted to nobody under a slot that is not theirs, and to one desk only however many ask at once', async () => {
    const kind = 'register_extracts'
    const desks = await Promise.all(['a', 'b', 'c', 'd'].map((name) => openDesk('an.nt', `quay-cung-luc-${name}`)))
    const [first, second] = desks
    if (first === undefined || second === undefined) throw new Error('no desks')
    expect(verdict(await ask(first, `/${kind}/take`, rightOf(second)))).toBe('409 other_slot')
    const answers = await Promise.all(desks.map((desk) => ask(desk, `/${kind}/take`, rightOf(desk))))
    const verdicts = answers.map(verdict)
    expect(verdicts.filter((one) => one === '200')).toHaveLength(1)
    expect(verdicts.filter((one) => one === '409 held_elsewhere')).toHaveLength(3)
  })

  test('is taken from a dead PC by a supervisor alone; numbering goes on after what had reached the centre, and the old holder hears of it', async () => {
    const kind = 'certified_transactions'
    const dead = await openDesk('an.nt', 'quay-hong')
    const supervised = await openDesk('giang.nv', 'quay-thay')
    const held = Passed.parse((await ask(dead, `/${kind}/take`, rightOf(dead))).body).book
    expect(verdict(await ask(dead, `/${kind}/take-over`, { ...rightOf(dead), reason: 'tôi muốn' }))).toBe('403 supervisors_only')
    const report = { register: kind, generation: held.generation, reached: { 2026: 7 }, volume: 1, volumeYear: 2026 }
    expect((await ask(dead, '/report', { books: [report] })).status).toBe(200)
    const decision = { ...rightOf(supervised), reason: 'Ổ cứng quầy 1 hỏng' }
    const { book } = Passed.parse((await ask(supervised, `/${kind}/take-over`, decision)).body)
    expect(book).toMatchObject({ generation: held.generation + 1, reached: { 2026: 7 }, holder: { device: supervised.device } })
    expect(book.passings.at(-1)).toMatchObject({ what: 'taken_over', reason: 'Ổ cứng quầy 1 hỏng', by: 'person:giang.nv' })
    const { register: _, ...last } = report
    expect(verdict(await ask(dead, `/${kind}/hand-over`, { ...last, to: null }))).toBe('409 not_holder')
    const after = Answer.parse((await ask(dead, '/report', { books: [{ ...report, reached: { 2026: 99 } }] })).body)
    expect(after.books.find(({ register }) => register === kind)).toMatchObject({
      holder: { device: supervised.device },
      reached: book.reached,
    })
  })

  test('a slot lapses after the days that the administrator has set, and its desk is told from when to warn', async () => {
    const admin = openCentreClient(centre.origin)
    await admin.call('POST', '/centre/api/session', { login: 'admin', password })
    const set = (settings: object) => admin.call('PUT', '/centre/api/settings/numbering', settings)
    expect(verdict(await set({ leaseDays: 10, warnDays: 12 }))).toBe('400 invalid_request')
    const official = await openDesk('an.nt', 'quay-thu-han')
    expect(verdict(await official.client.call('PUT', '/centre/api/settings/numbering', { leaseDays: 10, warnDays: 3 }))).toBe(
      '403 administrators_only',
    )
    expect(verdict(await set({ leaseDays: 10, warnDays: 3 }))).toBe('200')
    const { lapsesAt, warnsAt } = await openDesk('an.nt', 'quay-han-ngan')
    await set({ leaseDays: 90, warnDays: 14 })
    expect(Math.round((Date.parse(lapsesAt) - Date.now()) / 86_400_000)).toBe(10)
    expect(Date.parse(lapsesAt) - Date.parse(warnsAt)).toBe(3 * 86_400_000)
  })
})

/** A real CouchDB keeps what an earlier run left; the first run has no such database yet. */
async function forgetBooks(address: string): Promise<void> {
  const { origin, username, password: secret } = new URL(address)
  const centre = openCouchAdmin({ url: origin, admin: { name: username, password: secret } }).use(centreDatabase)
  const range = { start_key: 'register:', end_key: 'register;' }
  const rows = await centre.list(range).then(
    (answer) => answer.rows,
    () => [],
  )
  for (const { id, value } of rows) await centre.destroy(id, value.rev)
}
