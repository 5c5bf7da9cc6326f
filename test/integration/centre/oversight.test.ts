import { createHash, randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { ReconciliationCase } from '#core/reconciliation/case.ts'
import { HandedIn, Oversight } from '#core/reconciliation/oversight.ts'
import { type Centre, startCentre } from '#sync-server/centre.ts'
import { type CentreClient, openCentreClient, verdict } from './centre-client.ts'
import { at } from './centre-records.ts'
import { makeWireDossier } from './wire-dossier.ts'

const address = process.env['COUCHDB_URL']
const grounds = [
  { name: 'the embedded store', central: undefined },
  ...(address === undefined ? [] : [{ name: 'a real CouchDB', central: address }]),
]

const tanAn = 'h53-27712'
const waiting = { dossiers: 2, events: 3, pages: 0 }

describe.each(grounds)('what the centre knows of a unit, on $name', ({ central }) => {
  const folder = mkdtempSync(join(tmpdir(), 'mc-oversight-'))
  let centre: Centre
  let desk: { client: CentreClient; device: string }

  beforeAll(async () => {
    const common = { port: 0, seed: true, seedDossiers: false, logLevel: 'silent' }
    centre = await startCentre(central === undefined ? { ...common, dataDir: folder } : { ...common, centralUrl: central })
    desk = await enrol('an.nt')
  })
  afterAll(async () => {
    await centre.close()
    rmSync(folder, { recursive: true })
  })

  async function signIn(login: string): Promise<CentreClient> {
    const client = openCentreClient(centre.origin)
    expect(verdict(await client.call('POST', '/centre/api/session', { login, password: 'motcua-2026' }))).toBe('200')
    return client
  }

  async function enrol(login: string): Promise<{ client: CentreClient; device: string }> {
    const client = await signIn(login)
    const answer = await client.call('POST', '/centre/api/devices', { deskName: 'Quầy 1', fingerprint: randomBytes(8).toString('hex') })
    const { device } = z.object({ device: z.string() }).parse(answer.body)
    client.cookies.delete('mc_official')
    return { client, device }
  }

  async function oversight(client: CentreClient, query = ''): Promise<Oversight> {
    const answer = await client.call('GET', `/centre/api/oversight${query}`)
    expect(verdict(answer)).toBe('200')
    return Oversight.parse(answer.body)
  }

  const report = (title: string) => ({
    at,
    waiting,
    oldestWaiting: at,
    refused: [
      {
        key: 'dossier:1',
        kind: 'dossier',
        dossierId: null,
        title,
        author: 'Nguyễn Thị An',
        since: at,
        refusal: { code: 'forbidden', reason: 'role-missing', at },
      },
    ],
  })

  const makeWork = (dossier: Record<string, unknown>) => ({
    why: 'right_lost',
    dossierId: dossier['id'],
    dossierCode: dossier['code'],
    author: 'person:an.nt',
    authorName: 'Nguyễn Thị An',
    baseRev: null,
    base: null,
    mine: dossier,
    events: [],
    pages: [],
  })

  describe('reports of desks', () => {
    test('are kept, the last one of each desk, with the time of contact', async () => {
      expect(verdict(await desk.client.call('POST', '/centre/api/reports', report('H53.27712-261120-0010001')))).toBe('200')
      expect(verdict(await desk.client.call('POST', '/centre/api/reports', report('H53.27712-261120-0010002')))).toBe('200')
      const { desks, agency } = await oversight(desk.client)
      expect(agency).toBe(tanAn)
      const own = desks.filter(({ device }) => device === desk.device)
      expect(own).toMatchObject([{ deskName: 'Quầy 1', waiting, refused: [{ title: 'H53.27712-261120-0010002' }] }])
    })

    test('are refused where they are none, too big, or come from no desk', async () => {
      expect(verdict(await desk.client.call('POST', '/centre/api/reports', { ...report('x'), waiting: 'nhiều' }))).toBe(
        '400 invalid_request',
      )
      const many = Array.from({ length: 501 }, () => report('x').refused[0])
      expect(verdict(await desk.client.call('POST', '/centre/api/reports', { ...report('x'), refused: many }))).toBe('400 invalid_request')
      expect(verdict(await desk.client.call('POST', '/centre/api/reports', report('x'.repeat(1_100_000))))).toBe('413 too_large')
      expect(verdict(await openCentreClient(centre.origin).call('POST', '/centre/api/reports', report('x')))).toBe('401 not_enrolled')
    })

    test('wait when one desk sends them without end', async () => {
      const { client } = await enrol('binh.tv')
      const verdicts = new Set<string>()
      for (let n = 0; n < 61; n++) verdicts.add(verdict(await client.call('POST', '/centre/api/reports', report('x'))))
      expect([...verdicts]).toEqual(['200', '429 too_many'])
    })
  })

  describe('least right', () => {
    test('a desk asks for its own unit and for no other', async () => {
      expect((await oversight(desk.client, `?agency=${tanAn}`)).agency).toBe(tanAn)
      expect(verdict(await desk.client.call('GET', '/centre/api/oversight?agency=h53-27991'))).toBe('401 sign_in_needed')
      expect(verdict(await openCentreClient(centre.origin).call('GET', '/centre/api/oversight'))).toBe('401 not_enrolled')
    })

    test('a supervisor asks for the units below theirs, an administrator for any, an official of the desk for none', async () => {
      expect((await oversight(await signIn('vinh.lq'), `?agency=${tanAn}`)).agency).toBe(tanAn)
      expect((await oversight(await signIn('admin'), `?agency=${tanAn}`)).agency).toBe(tanAn)
      const neighbour = await signIn('long.tv')
      expect(verdict(await neighbour.call('GET', `/centre/api/oversight?agency=${tanAn}`))).toBe('403 other_agency')
      expect(verdict(await (await signIn('an.nt')).call('GET', `/centre/api/oversight?agency=${tanAn}`))).toBe('403 supervisors_only')
    })

    test('an administrator at a desk is shown what was set aside in any unit; nobody else is, and not without having signed in', async () => {
      const broken = { ...makeWireDossier(), sets: 'hai bộ' }
      expect(verdict(await desk.client.call('PUT', `/centre/db/agency-${tanAn}-dossiers/${broken._id}`, broken))).toBe('201')
      const atDesk = async (login: string) => {
        const { client } = await enrol(login)
        const seen = async () => (await oversight(client)).quarantined.map(({ documentId }) => documentId)
        const deviceAlone = await seen()
        await client.call('POST', '/centre/api/session', { login, password: 'motcua-2026' })
        return { deviceAlone, seen }
      }
      const admin = await atDesk('admin')
      await expect.poll(admin.seen, { timeout: 40_000 }).toContain(broken._id)
      expect(admin.deviceAlone).toEqual([])
      expect(await (await atDesk('vinh.lq')).seen()).toEqual([])
      expect(await (await atDesk('giang.nv')).seen()).toContain(broken._id)
    })

    test('counts by unit hold the units that the official watches', async () => {
      const Units = z.object({ units: z.array(z.looseObject({ agency: z.string(), refused: z.number() })) })
      const of = async (login: string) => Units.parse((await (await signIn(login)).call('GET', '/centre/api/oversight/units')).body).units
      expect((await of('long.tv')).map(({ agency }) => agency)).toEqual(['h53-27991'])
      const all = await of('vinh.lq')
      expect(all.length).toBeGreaterThan(3)
      expect(all.find(({ agency }) => agency === tanAn)?.refused).toBeGreaterThan(0)
    })
  })

  describe('handing in', () => {
    test('keeps the same work once, shows it, and takes it in when the supervisor accepts', async () => {
      const dossier = makeWireDossier()
      const first = await desk.client.call('POST', '/centre/api/handed-in', makeWork(dossier))
      expect(verdict(first)).toBe('201')
      const item = HandedIn.parse(first.body)
      const again = await desk.client.call('POST', '/centre/api/handed-in', makeWork(dossier))
      expect([again.status, HandedIn.parse(again.body).id]).toEqual([200, item.id])
      expect((await oversight(desk.client)).handedIn.filter(({ id }) => id === item.id)).toHaveLength(1)

      const supervisor = await signIn('giang.nv')
      const path = `/centre/api/handed-in/${item.id}`
      expect((await supervisor.call('GET', path)).body).toMatchObject({ work: { mine: { id: dossier['id'] } } })
      expect(verdict(await supervisor.call('POST', `${path}/judge`, { accept: true, reason: '' }))).toBe('400 invalid_request')
      const judged = await supervisor.call('POST', `${path}/judge`, { accept: true, reason: 'đúng hồ sơ' })
      expect(judged.body).toMatchObject({ state: 'accepted', decided: { by: 'person:giang.nv', reason: 'đúng hồ sơ' } })
      expect((await desk.client.call('GET', `/centre/db/agency-${tanAn}-dossiers/${dossier['id']}`)).body).toMatchObject({
        code: dossier['code'],
      })
      expect(verdict(await supervisor.call('POST', `${path}/judge`, { accept: false, reason: 'đổi ý' }))).toBe('409 already_judged')
    })

    test('that meets another edit of the same field becomes a case, once, however often it is accepted', async () => {
      const dossier = makeWireDossier()
      const path = `/centre/db/agency-${tanAn}-dossiers/${dossier._id}`
      const { rev } = z.object({ rev: z.string() }).parse((await desk.client.call('PUT', path, dossier)).body)
      expect(verdict(await desk.client.call('PUT', path, { ...dossier, _rev: rev, subject: 'Con thứ hai' }))).toBe('201')
      const { _id, ...base } = dossier
      const supervisor = await signIn('giang.nv')
      for (const note of ['một', 'hai']) {
        const work = {
          ...makeWork(base),
          why: 'routed_away',
          base,
          baseRev: rev,
          mine: { ...base, subject: 'Con thứ nhất' },
          authorName: note,
        }
        const { id } = HandedIn.parse((await desk.client.call('POST', '/centre/api/handed-in', work)).body)
        const judged = await supervisor.call('POST', `/centre/api/handed-in/${id}/judge`, { accept: true, reason: 'nhận' })
        expect(judged.body).toMatchObject({ state: 'accepted' })
      }
      const stands = (await desk.client.call('GET', path)).body
      expect(stands).toMatchObject({ subject: 'Con thứ hai', updated: { by: 'person:may-chu' } })
      const { cases } = z.object({ cases: z.array(ReconciliationCase) }).parse(stands)
      expect(cases).toHaveLength(1)
      expect(cases[0]).toMatchObject({
        fields: [{ path: 'subject', base: '', mine: 'Con thứ nhất', theirs: 'Con thứ hai' }],
        settled: null,
      })
    })

    test('is open to a desk that was revoked, and nothing else is', async () => {
      const lost = await enrol('binh.tv')
      await (await signIn('admin')).call('DELETE', `/centre/api/devices/${lost.device}`)
      expect(verdict(await lost.client.call('GET', '/centre/api/oversight'))).toBe('401 device_revoked')
      expect(verdict(await lost.client.call('POST', '/centre/api/reports', report('x')))).toBe('401 device_revoked')
      const answer = await lost.client.call('POST', '/centre/api/handed-in', makeWork(makeWireDossier()))
      expect(answer.body).toMatchObject({ why: 'device_revoked', state: 'waiting', device: lost.device })
      const listed = z.object({ items: z.array(HandedIn) }).parse((await lost.client.call('GET', '/centre/api/handed-in')).body)
      expect(listed.items.map(({ device }) => device)).toEqual([lost.device])
    })

    test('is closed to a desk with another secret and to nobody', async () => {
      const forged = openCentreClient(centre.origin)
      forged.cookies.set('mc_device', `${desk.device}.${randomBytes(32).toString('base64url')}`)
      expect(verdict(await forged.call('POST', '/centre/api/handed-in', makeWork(makeWireDossier())))).toBe('401 not_enrolled')
    })

    test('brings the pages along, and no other bytes', async () => {
      const bytes = randomBytes(3000)
      const hash = createHash('sha256').update(bytes).digest('hex')
      const dossier = makeWireDossier({ pages: [hash] })
      const answer = await desk.client.call('POST', '/centre/api/handed-in', { ...makeWork(dossier), pages: [hash] })
      const { id } = HandedIn.parse(answer.body)
      const send = (body: Buffer, name: string) =>
        fetch(`${centre.origin}/centre/api/handed-in/${id}/pages/${name}`, {
          method: 'PUT',
          headers: { 'content-type': 'image/png', cookie: `mc_device=${desk.client.cookies.get('mc_device')}` },
          body: new Uint8Array(body),
        })
      expect((await send(randomBytes(3000), hash)).status).toBe(422)
      expect((await send(bytes, createHash('sha256').update('x').digest('hex'))).status).toBe(404)
      expect((await send(bytes, hash)).status).toBe(200)
      expect((await send(bytes, hash)).status).toBe(200)
      const supervisor = await signIn('giang.nv')
      expect(verdict(await supervisor.call('POST', `/centre/api/handed-in/${id}/judge`, { accept: true, reason: 'đủ trang' }))).toBe('200')
      const page = await desk.client.call('GET', `/centre/db/agency-${tanAn}-pages/page:${hash}`)
      expect(page.body).toMatchObject({ mediaType: 'image/png', sizeBytes: 3000 })
    })

    test('is turned down where it is no work, and judged only by whoever watches the unit', async () => {
      expect(verdict(await desk.client.call('POST', '/centre/api/handed-in', { mine: {} }))).toBe('400 invalid_request')
      const work = { ...makeWork(makeWireDossier()), mine: { kind: 'dossier' } }
      const { id } = HandedIn.parse((await desk.client.call('POST', '/centre/api/handed-in', work)).body)
      const judge = async (login: string, body: unknown) =>
        verdict(await (await signIn(login)).call('POST', `/centre/api/handed-in/${id}/judge`, body))
      expect(await judge('long.tv', { accept: true, reason: 'x' })).toBe('403 other_agency')
      expect(await judge('an.nt', { accept: true, reason: 'x' })).toBe('403 supervisors_only')
      expect(await judge('giang.nv', { accept: true, reason: 'x' })).toBe('422 invalid_work')
      expect(await judge('giang.nv', { accept: false, reason: 'không phải hồ sơ' })).toBe('200')
      const missing = `/centre/api/handed-in/${tanAn}.${'0'.repeat(32)}/judge`
      expect(verdict(await (await signIn('giang.nv')).call('POST', missing, { accept: true, reason: 'x' }))).toBe('404 unknown_item')
    })
  })
})
