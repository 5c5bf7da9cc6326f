import { createHash, randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { type CentreClient, verdict } from '#test/integration/centre/centre-client.ts'
import { makePage } from '#test/integration/centre/centre-records.ts'
import { type HubGround, revisionOf, startHubGround, tanAn, until } from './hub-ground.ts'
import { openHubClient } from './pinned-client.ts'

const limitGb = String(1 / 128)
const limitBytes = 8 * 1024 ** 2
const Status = z.object({ pages: z.object({ bytes: z.number(), limitBytes: z.number(), evicted: z.number() }) })
const Held = z.object({ held: z.array(z.string()) })

describe('the room for pages on a hub’s disk', { timeout: 300_000 }, () => {
  let ground: HubGround
  let desk: CentreClient
  const pages: string[] = []

  beforeAll(async () => {
    ground = await startHubGround()
    await ground.startHub(['--page-limit', limitGb])
    desk = await ground.enrol('hub', 'an.nt')
    await until(async () => verdict(await desk.call('GET', '/centre/api/registers')) === '200', 'the centre knows the desk')
    ground.line.cut()
    for (let n = 0; n < 36; n++) pages.push(await put())
  })
  afterAll(() => ground.close())

  async function put(): Promise<string> {
    const page = makePage(randomBytes(400_000))
    expect((await desk.call('PUT', pathOf(page._id), page)).status).toBe(201)
    return page._id
  }
  const pathOf = (id: string) => `/centre/db/${tanAn.pages}/${encodeURIComponent(id)}`
  const status = async () => Status.parse((await desk.call('GET', '/centre/api/hub')).body).pages

  /** `ok` only where the image is byte for byte the one that its name says. */
  async function read(client: CentreClient, id: string): Promise<string> {
    const answer = await client.call('GET', `${pathOf(id)}/bytes`)
    if (answer.status !== 200) return verdict(answer)
    return `page:${createHash('sha256').update(z.instanceof(Buffer).parse(answer.body)).digest('hex')}` === id ? 'ok' : 'other bytes'
  }
  async function readAll(): Promise<string[]> {
    const answers: string[] = []
    for (const id of pages) answers.push(await read(desk, id))
    return answers
  }

  test('is passed rather than anything given up that the province does not hold', async () => {
    expect(new Set(await readAll())).toEqual(new Set(['ok']))
    expect(await status()).toMatchObject({ limitBytes, evicted: 0 })
  })

  test('is made by what the province holds, the oldest first; every page opens as before while there is a line', async () => {
    ground.line.restore()
    await until(async () => {
      const { bytes, evicted } = await status()
      return evicted > 0 && bytes <= limitBytes
    }, 'room was made')
    expect(new Set(await readAll())).toEqual(new Set(['ok']))
    const { held } = Held.parse((await desk.call('POST', '/centre/api/acknowledged', await question())).body)
    expect(held.toSorted()).toEqual(pages.toSorted())
  })

  async function question(): Promise<unknown> {
    const items = await Promise.all(pages.map(async (id) => ({ id, rev: await revisionOf(desk, tanAn.pages, id) })))
    return { db: tanAn.pages, items }
  }

  test('leaves the newest pages here without a line, and says of the others that the province has them', async () => {
    ground.line.cut()
    const answers = await readAll()
    const gone = answers.filter((answer) => answer !== 'ok').length
    expect(gone).toBeGreaterThan(0)
    // The oldest went, in the order in which they came.
    expect(answers).toEqual([...Array<string>(gone).fill('503 centre_unreachable'), ...Array<string>(pages.length - gone).fill('ok')])
    expect(gone).toBeLessThan(pages.length)
    // Nobody is given an empty image for one that is elsewhere.
    const inside = await desk.call('GET', `${pathOf(pages[0] ?? '')}?attachments=true`)
    expect(inside.status).toBe(410)
  })

  test('holds after a restart: nothing that was taken off comes back or is doubled, and new pages are kept until the province has them', async () => {
    pages.push(await put())
    await ground.hub().kill()
    await ground.startHub(['--page-limit', limitGb])
    desk = openHubClient(ground.hub().pairing, desk.cookies)
    expect(await read(desk, pages.at(-1) ?? '')).toBe('ok')
    ground.line.restore()
    const atCentre = await ground.enrol('centre', 'binh.tv')
    await until(async () => (await revisionOf(atCentre, tanAn.pages, pages.at(-1) ?? '')) !== undefined, 'the new page is at the centre')
    expect(new Set(await readAll())).toEqual(new Set(['ok']))
    const listing = await atCentre.call('GET', `/centre/db/${tanAn.pages}/_all_docs?start_key="page:"&end_key="page;"`)
    const ids = z
      .object({ rows: z.array(z.object({ id: z.string() })) })
      .parse(listing.body)
      .rows.map(({ id }) => id)
    expect(ids).toEqual(expect.arrayContaining(pages))
    expect(new Set(ids).size).toBe(ids.length)
  })
})
