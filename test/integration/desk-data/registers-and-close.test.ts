import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import type { RegisterKind } from '#core/registers/register-kind.ts'
import { centreDatabase } from '#sync-server/provision/database-names.ts'
import { type DeskCentre, listDocuments, startDeskCentre, tanAn } from './desk-centre.ts'
import { openTestDesk, type TestDesk } from './open-test-desk.ts'

let centre: DeskCentre
beforeAll(async () => {
  centre = await startDeskCentre()
})
afterAll(() => centre.close())

const copies = '2.000815'
const kind: RegisterKind = 'certified_copies'

const standing = (desk: TestDesk) =>
  desk.page.evaluate((register) => {
    const found = deskPage
      .use()
      .registers.books.get()
      .find((one) => one.register === register)
    return found && { here: found.here, last: found.last, lost: found.lost, holder: found.holder?.deskName ?? null }
  }, kind)
const bookOf = async (desk: TestDesk, id: string) => (await desk.look(id)).dossier.book
const take = (desk: TestDesk) => desk.page.evaluate((register) => deskPage.use().registers.take(register), kind)
const look = (desk: TestDesk) => desk.page.evaluate(() => deskPage.use().dayClose.look())
const close = (desk: TestDesk) => desk.page.evaluate(() => deskPage.use().dayClose.close({ explanations: [] }))

async function enter(login: string): Promise<TestDesk> {
  const desk = await openTestDesk(centre.origin)
  expect(await desk.signIn(login)).toBe('ok')
  await desk.sync()
  return desk
}

/** Starts the page anew; it comes over the line, the work after it does not. */
async function reopen(desk: TestDesk): Promise<void> {
  await desk.mendLine()
  await desk.reload()
  await desk.cutLine()
  expect(await desk.signIn('an.nt')).toBe('ok')
}

async function forgetBooks(): Promise<void> {
  const database = centre.couch.use<Record<string, unknown>>(centreDatabase)
  const { rows } = await database.list({ start_key: 'register:', end_key: 'register;' })
  for (const { id, value } of rows) await database.destroy(id, value.rev)
}

describe('register books on desks', () => {
  beforeEach(forgetBooks)

  test('the holder enters numbers offline, over restarts, without gaps; the other desk saves without one and enters it after the hand-over', async () => {
    const one = await enter('an.nt')
    const two = await enter('binh.tv')
    await take(one)
    const first = await one.takeIn({ name: 'Người Một', procedure: copies })
    const start = (await bookOf(one, first))?.number ?? 0
    await one.cutLine()
    await one.takeIn({ name: 'Người Hai', procedure: copies })
    await reopen(one)
    const third = await one.takeIn({ name: 'Người Ba', procedure: copies })
    expect(await bookOf(one, third)).toMatchObject({ register: kind, number: start + 2, volume: expect.stringMatching(/^01\/\d{4}$/) })
    const without = await two.takeIn({ name: 'Người Bốn', procedure: copies })
    expect(await bookOf(two, without)).toBeNull()
    expect(await two.run(without, { do: 'enterInRegister' })).toBe('no-book')

    await one.mendLine()
    await one.sync()
    const to = await two.page.evaluate(() => deskPage.use().session.desk.get()?.device ?? '')
    await one.page.evaluate(
      ([register, device]) => {
        const { registers } = deskPage.use()
        const desk = registers.desks.get().find((other) => other.device === device)
        return registers.handOver(register, desk?.device ?? null)
      },
      [kind, to] as const,
    )
    expect((await standing(one))?.here).toBe(false)
    const after = await one.takeIn({ name: 'Người Năm', procedure: copies })
    expect(await bookOf(one, after)).toBeNull()
    await take(two)
    expect(await two.run(without, { do: 'enterInRegister' })).toBe('ok')
    expect((await bookOf(two, without))?.number).toBe(start + 3)
    expect(await two.run(without, { do: 'enterInRegister' })).toBe('transition-forbidden')
    await Promise.all([one.close(), two.close()])
  })

  test('a supervisor takes the book from a dead PC, which hears of it when it comes back and enters nothing any more', async () => {
    const dead = await enter('an.nt')
    await take(dead)
    const sent = await dead.takeIn({ name: 'Đã Gửi', procedure: copies })
    await dead.sync()
    const reached = (await bookOf(dead, sent))?.number ?? 0
    await dead.cutLine()
    const unsent = await dead.takeIn({ name: 'Chưa Gửi', procedure: copies })
    const supervisor = await enter('giang.nv')
    await supervisor.page.evaluate((register) => deskPage.use().registers.takeOver(register, 'Máy quầy 1 hỏng'), kind)
    expect(await standing(supervisor)).toMatchObject({ here: true, last: reached })
    await dead.mendLine()
    await dead.sync()
    await dead.page.evaluate(() => deskPage.use().registers.refresh())
    expect(await standing(dead)).toMatchObject({ here: false, lost: true })
    const later = await dead.takeIn({ name: 'Sau Khi Mất Sổ', procedure: copies })
    expect(await bookOf(dead, later)).toBeNull()
    expect((await bookOf(dead, unsent))?.number).toBe(reached + 1)
    await Promise.all([dead.close(), supervisor.close()])
  })
})

describe('closing the day', () => {
  const Judged = z.object({ closes: z.array(z.object({ id: z.string(), faults: z.array(z.string()) })) })
  const judge = async (desk: TestDesk) =>
    Judged.parse(await desk.page.evaluate(async () => (await fetch('/centre/api/day-closes')).json())).closes

  test('what was done is counted once, signed, sent after its events, and found right by the centre', async () => {
    const desk = await enter('an.nt')
    await desk.cutLine()
    await desk.takeIn({ name: 'Người Một' })
    const mistaken = await desk.takeIn({ name: 'Người Lưu Nhầm' })
    expect(await desk.run(mistaken, { do: 'voidNumber', reason: 'Lưu hai lần' })).toBe('ok')
    const open = await look(desk)
    expect(open).toMatchObject({
      acts: 3,
      figures: { received: 2, voided: [{ reason: 'Lưu hai lần' }] },
      numbers: [{ first: 1, last: 2, missing: [] }],
    })
    const made = await close(desk)
    expect(made).toMatchObject({ day: open.day, chain: { seq: 1, prevHash: '' }, author: 'person:an.nt' })
    expect((await desk.outbox()).map(({ kind: one }) => one)).toContain('close')
    expect(await look(desk)).toMatchObject({ acts: 0, figures: { received: 0 } })
    await desk.takeIn({ name: 'Người Sau Giờ' })
    await reopen(desk)
    expect(await look(desk)).toMatchObject({ acts: 1, figures: { received: 1 }, numbers: [{ first: 3, last: 3, missing: [] }] })
    await desk.mendLine()
    await desk.sync()
    expect((await close(desk)).chain.seq).toBe(2)
    await desk.sync()
    expect(await desk.outbox()).toEqual([])
    const stored = (await listDocuments(centre.couch, tanAn.journal)).filter(({ kind: one }) => one === 'dayClose')
    expect(stored.map(({ _id }) => _id)).toContain(made.id)
    expect((await judge(desk)).find(({ id }) => id === made.id)?.faults).toEqual([])
    await desk.close()
  })

  test('a close that was changed on its way, or that nobody’s device signed, is found out; a stored one is never changed', async () => {
    const desk = await enter('binh.tv')
    await desk.takeIn({ name: 'Người Một' })
    const made = await close(desk)
    await desk.sync()
    const journal = centre.couch.use<Record<string, unknown>>(tanAn.journal)
    const stored = await journal.get(made.id)
    const forged = { ...stored, figures: { ...made.figures, collectedVnd: 1 } }
    const write = (document: Record<string, unknown>) =>
      desk.page.evaluate(
        async ([address = '', body = '']) =>
          (await fetch(address, { method: 'PUT', headers: { 'content-type': 'application/json' }, body })).status,
        [`/centre/db/${tanAn.journal}/${String(document['_id'])}`, JSON.stringify(document)],
      )
    expect(await write(forged)).toBe(403)
    const { _rev, ...fresh } = forged
    const id = 'close:01JD0000000000000000000009'
    expect(await write({ ...fresh, _id: id, id })).toBe(201)
    const judged = await judge(desk)
    expect(judged.find((one) => one.id === made.id)?.faults).toEqual([])
    expect(judged.find((one) => one.id === id)?.faults).toContain('signature')
    expect(await write({ ...fresh, _id: 'close:1', id: 'close:1' })).toBe(403)
    expect(await write({ ...fresh, _id: `${id}`.replace(/9$/, '8'), id: id.replace(/9$/, '8'), role: 'specialist' })).toBe(403)
    await desk.close()
  })
})
