import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { RegisterBook } from '#core/registers/register-book.ts'
import { type CentreClient, verdict } from '#test/integration/centre/centre-client.ts'
import { type HubGround, password, startHubGround, until } from './hub-ground.ts'
import { openHubClient } from './pinned-client.ts'

const register = 'certified_copies'
const Listing = z.object({ books: z.array(RegisterBook), desks: z.array(z.object({ device: z.string() })) })

/** A desk that may issue numbers. */
type Desk = { client: CentreClient; device: string; slot: { slot: number; slotGeneration: number } }

/** An office without Internet: its desks pass the paper book across the room, and the right to it at the hub. */
describe('register books at a hub', { timeout: 240_000 }, () => {
  let ground: HubGround
  let first: Desk
  let second: Desk
  let elsewhere: Desk

  beforeAll(async () => {
    ground = await startHubGround()
    await ground.startHub()
    first = await openDesk('hub', 'an.nt')
    second = await openDesk('hub', 'binh.tv')
    await until(async () => verdict(await first.client.call('GET', '/centre/api/registers')) === '200', 'the centre knows the desks')
    elsewhere = await openDesk('centre', 'giang.nv')
    expect(verdict(await take(first))).toBe('200')
  })
  afterAll(() => ground.close())

  async function openDesk(at: 'hub' | 'centre', login: string): Promise<Desk> {
    const client = await ground.enrol(at, login)
    const { device } = z.object({ device: z.string() }).parse((await client.call('GET', '/centre/api/device')).body)
    const fingerprint = randomBytes(8).toString('hex')
    const granted = await askForSlot(async () => client.call('POST', '/centre/api/slots', { fingerprint }))
    const { slot, generation } = z.object({ slot: z.number(), generation: z.number() }).parse(granted)
    return { client, device, slot: { slot, slotGeneration: generation } }
  }

  /** The pool of a new hub comes with its first visit. */
  async function askForSlot(ask: () => Promise<{ status: number; body: unknown }>): Promise<unknown> {
    let body: unknown
    await until(async () => {
      const answer = await ask()
      body = answer.body
      return answer.status === 200
    }, 'a slot')
    return body
  }

  const take = ({ client, slot }: Desk) => client.call('POST', `/centre/api/registers/${register}/take`, slot)
  const takeOver = ({ client, slot }: Desk) =>
    client.call('POST', `/centre/api/registers/${register}/take-over`, { ...slot, reason: 'máy của quầy giữ sổ hỏng' })
  const handOver = ({ client }: Desk, to: Desk | null, generation: number, number: number) =>
    client.call('POST', `/centre/api/registers/${register}/hand-over`, {
      to: to?.device ?? null,
      generation,
      reached: { 2026: number },
      volume: 1,
      volumeYear: 2026,
    })

  async function bookSeenBy({ client }: Desk): Promise<RegisterBook> {
    const answer = await client.call('GET', '/centre/api/registers')
    expect(verdict(answer)).toBe('200')
    const book = Listing.parse(answer.body).books.find((one) => one.register === register)
    if (book === undefined) throw new Error('no such book')
    return book
  }

  test('pass from hand to hand without a line, to the named desk and to no other', async () => {
    ground.line.cut()
    expect(Listing.parse((await first.client.call('GET', '/centre/api/registers')).body).desks.map(({ device }) => device)).toEqual(
      expect.arrayContaining([first.device, second.device]),
    )
    expect(verdict(await take(second))).toBe('503 centre_unreachable')
    expect(verdict(await handOver(second, first, 1, 1))).toBe('503 centre_unreachable')
    expect(verdict(await handOver(first, second, 1, 12))).toBe('200')
    expect(verdict(await take(first))).toBe('503 centre_unreachable')
    expect(verdict(await take(second))).toBe('200')
    // The answer was lost: asked again, it is the same right.
    expect(verdict(await take(second))).toBe('200')
    expect(await bookSeenBy(first)).toMatchObject({ generation: 2, holder: { device: second.device }, reached: { 2026: 12 } })
    expect(verdict(await handOver(first, second, 1, 13))).toBe('503 centre_unreachable')
  })

  test('that lie free or are taken from a dead desk are the centre’s to give', async () => {
    expect(verdict(await handOver(second, null, 2, 12))).toBe('503 centre_unreachable')
    expect(verdict(await takeOver(first))).toBe('503 centre_unreachable')
    const free = '/centre/api/registers/certified_signatures/take'
    expect(verdict(await first.client.call('POST', free, first.slot))).toBe('503 centre_unreachable')
  })

  test('are told to the centre once there is a line, even by a hub that was killed in between, each pass once and by name', async () => {
    await ground.hub().kill()
    await ground.startHub()
    for (const desk of [first, second]) desk.client = openHubClient(ground.hub().pairing, desk.client.cookies)
    ground.line.restore()
    await until(async () => (await bookSeenBy(elsewhere)).generation === 2, 'the centre hears of it')
    const book = await bookSeenBy(elsewhere)
    expect(book).toMatchObject({ holder: { device: second.device, deskName: 'Quầy 1' }, reached: { 2026: 12 } })
    expect(book.passings.map(({ what, by, hubPass }) => [what, by, hubPass !== undefined])).toEqual([
      ['granted', 'person:an.nt', false],
      ['handed_over', 'person:an.nt', true],
      ['granted', 'person:binh.tv', true],
    ])
  })

  test('stay with whom a supervisor gave them at the centre, and the desks of the office hear so', async () => {
    ground.line.cut()
    expect(verdict(await takeOver(elsewhere))).toBe('200')
    expect(verdict(await handOver(second, first, 2, 20))).toBe('200')
    expect(verdict(await take(first))).toBe('200')
    ground.line.restore()
    await until(async () => (await bookSeenBy(first)).holder?.device === elsewhere.device, 'the office hears of it')
    expect(await bookSeenBy(elsewhere)).toMatchObject({ generation: 3, holder: { device: elsewhere.device } })
    expect(verdict(await handOver(first, second, 3, 21))).toBe('409 not_holder')
  })

  test('are not passed by whoever has not signed in', async () => {
    expect(verdict(await handOver(elsewhere, first, 3, 30))).toBe('200')
    await until(async () => (await bookSeenBy(first)).offeredTo === first.device, 'the office hears of it')
    await first.client.call('DELETE', '/centre/api/session')
    expect(verdict(await take(first))).toBe('401 sign_in_needed')
    await first.client.call('POST', '/centre/api/session', { login: 'an.nt', password })
    expect(verdict(await take(first))).toBe('200')
  })
})
