import { createHash, randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { HandedIn, Oversight } from '#core/reconciliation/oversight.ts'
import { type CentreClient, verdict } from '#test/integration/centre/centre-client.ts'
import { makeWireDossier } from '#test/integration/centre/wire-dossier.ts'
import { type HubGround, password, startHubGround, tanAn, until } from './hub-ground.ts'

const signIn = (client: CentreClient, login: string) => client.call('POST', '/centre/api/session', { login, password })
const SignedIn = z.object({ province: z.enum(['signed_in', 'unreachable', 'refused']) })

/** What only the province decides, asked for at a desk of the office's hub, in the name of the official who sits there. */
describe('what an official decides through a hub', { timeout: 180_000 }, () => {
  let ground: HubGround
  let desk: CentreClient

  beforeAll(async () => {
    ground = await startHubGround()
    await ground.startHub()
    desk = await ground.enrol('hub', 'giang.nv')
    await until(async () => verdict(await desk.call('GET', '/centre/api/registers')) === '200', 'the centre knows the desk')
  })
  afterAll(() => ground.close())

  const makeWork = (mine: Record<string, unknown>, pages: string[] = []) => ({
    why: 'right_lost',
    dossierId: mine['id'],
    dossierCode: mine['code'],
    author: 'person:an.nt',
    authorName: 'Nguyễn Thị An',
    baseRev: null,
    base: null,
    mine,
    events: [],
    pages,
  })
  const handIn = async (): Promise<HandedIn> => {
    const { _id, ...mine } = makeWireDossier()
    return HandedIn.parse((await desk.call('POST', '/centre/api/handed-in', makeWork(mine))).body)
  }

  test('judges work of a lost desk, and the decision bears their own name', async () => {
    const item = await handIn()
    const listed = Oversight.parse((await desk.call('GET', '/centre/api/oversight')).body).handedIn
    expect(listed.map(({ id }) => id)).toContain(item.id)
    const path = `/centre/api/handed-in/${item.id}`
    expect((await desk.call('GET', path)).body).toMatchObject({ work: { dossierId: item.dossierId } })
    const judged = await desk.call('POST', `${path}/judge`, { accept: true, reason: 'đúng hồ sơ' })
    expect(judged.body).toMatchObject({ state: 'accepted', decided: { by: 'person:giang.nv', reason: 'đúng hồ sơ' } })
  })

  test('has the rights that the centre gives them and none of the hub’s', async () => {
    const item = await handIn()
    const verdictOf = async (login: string) => {
      expect(SignedIn.parse((await signIn(desk, login)).body).province).toBe('signed_in')
      return verdict(await desk.call('POST', `/centre/api/handed-in/${item.id}/judge`, { accept: false, reason: 'x' }))
    }
    expect(await verdictOf('an.nt')).toBe('403 supervisors_only')
    expect(await verdictOf('giang.nv')).toBe('200')
  })

  test('sets a possible duplicate aside, and sees the counts of units and the days that were not closed', async () => {
    await signIn(desk, 'giang.nv')
    const dismiss = { agency: 'h53-27712', reason: 'hai người khác nhau' }
    expect(verdict(await desk.call('POST', '/centre/api/duplicates/khong-co/dismiss', dismiss))).toBe('404 unknown_item')
    const other = { ...dismiss, agency: 'h53-27991' }
    expect(verdict(await desk.call('POST', '/centre/api/duplicates/khong-co/dismiss', other))).toBe('403 other_agency')
    expect(verdict(await desk.call('GET', '/centre/api/oversight/units'))).toBe('200')
    expect(verdict(await desk.call('GET', '/centre/api/day-closes/missing?agency=h53-27712'))).toBe('200')
  })

  test('has the pages of handed-in work passed on as the images they are', async () => {
    const image = randomBytes(3000)
    const hash = createHash('sha256').update(image).digest('hex')
    const { _id, ...mine } = makeWireDossier({ pages: [hash] })
    const { id } = HandedIn.parse((await desk.call('POST', '/centre/api/handed-in', makeWork(mine, [hash]))).body)
    const send = (body: Buffer, type: string) =>
      desk.call('PUT', `/centre/api/handed-in/${id}/pages/${hash}`, body, { 'content-type': type })
    expect(verdict(await send(image.subarray(1), 'image/png'))).toBe('422 digest_mismatch')
    expect(verdict(await send(image, 'text/plain'))).toBe('415 unsupported_media_type')
    expect(verdict(await send(image, 'image/png'))).toBe('200')
  })

  test('is asked for the password again where the line was down when they signed in, and leaves nothing to the next official', async () => {
    const units = async () => verdict(await desk.call('GET', '/centre/api/oversight/units'))
    await signIn(desk, 'giang.nv')
    expect(await units()).toBe('200')
    ground.line.cut()
    expect(SignedIn.parse((await signIn(desk, 'giang.nv')).body).province).toBe('unreachable')
    expect(await units()).toBe('503 centre_unreachable')
    ground.line.restore()
    expect(await units()).toBe('503 centre_sign_in_needed')
    expect(SignedIn.parse((await signIn(desk, 'giang.nv')).body).province).toBe('signed_in')
    expect(await units()).toBe('200')
    await desk.call('DELETE', '/centre/api/session')
    expect(desk.cookies.has('mc_province')).toBe(false)
    expect(await units()).toBe('503 centre_sign_in_needed')
  })

  test('takes a captive portal for no line, and never for the centre', async () => {
    ground.line.cut('portal')
    expect(verdict(await desk.call('GET', '/centre/api/oversight'))).toBe('503 centre_unreachable')
    ground.line.cut('bad-gateway')
    expect(verdict(await desk.call('GET', '/centre/api/oversight'))).toBe('503 centre_unreachable')
    ground.line.restore()
  })
})

describe('an administrator behind a hub', { timeout: 180_000 }, () => {
  let ground: HubGround

  beforeAll(async () => {
    ground = await startHubGround()
    await ground.startHub([], 'admin')
  })
  afterAll(() => ground.close())

  test('sees what was set aside in any unit, or is told that the centre does not know them yet, and never less without a word', async () => {
    const neighbour = await ground.enrol('centre', 'an.nt')
    const broken = { ...makeWireDossier(), sets: 'hai bộ' }
    expect(verdict(await neighbour.call('PUT', `/centre/db/${tanAn.dossiers}/${broken._id}`, broken))).toBe('201')
    const desk = await ground.enrol('hub', 'admin')
    const oversight = () => desk.call('GET', '/centre/api/oversight')
    await until(async () => (await oversight()).status === 200, 'the centre knows the desk')
    await until(async () => Oversight.parse((await oversight()).body).quarantined.some((one) => one.documentId === broken._id), 'set aside')
    desk.cookies.delete('mc_province')
    expect(verdict(await oversight())).toBe('503 centre_sign_in_needed')
    // A desk at which nobody has signed in is shown its own unit, as at the centre.
    desk.cookies.delete('mc_official')
    expect(Oversight.parse((await oversight()).body).quarantined).toEqual([])
  })
})
