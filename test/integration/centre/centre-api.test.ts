import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { type Centre, startCentre } from '#sync-server/centre.ts'
import { type CentreClient, openCentreClient, verdict } from './centre-client.ts'
import { makeDossier, makeEvent } from './centre-records.ts'

/*
 * The API that desks call. It runs on the embedded store, and on the CouchDB at COUCHDB_URL when that is set; that server is
 * then seeded with the demo's catalogue and keeps it.
 */

const address = process.env['COUCHDB_URL']
const grounds = [
  { name: 'the embedded store', central: undefined },
  ...(address === undefined ? [] : [{ name: 'a real CouchDB', central: address }]),
]

const password = 'motcua-2026'
const Device = z.object({
  device: z.string(),
  deskName: z.string(),
  agency: z.string(),
  agencyName: z.string(),
  databases: z.record(z.string(), z.string()),
})
const Slot = z.object({ slot: z.number(), generation: z.number(), agencyCode: z.string(), grantedAt: z.string(), lapsesAt: z.string() })

describe.each(grounds)('the centre on $name', ({ central }) => {
  let folder = ''
  let centre: Centre
  let nowMs = Date.now()

  const start = (): Promise<Centre> => {
    const common = { port: 0, seed: true, seedDossiers: false, webRoot: join(folder, 'web'), now: () => nowMs, logLevel: 'silent' }
    return startCentre(central === undefined ? { ...common, dataDir: join(folder, 'data') } : { ...common, centralUrl: central })
  }

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'mc-centre-'))
    mkdirSync(join(folder, 'web', 'assets'), { recursive: true })
    writeFileSync(join(folder, 'web', 'index.html'), '<!doctype html><meta name="csp-nonce" content="__CSP_NONCE__">')
    writeFileSync(join(folder, 'web', 'assets', 'app.js'), 'export {}')
    centre = await start()
  })

  afterAll(async () => {
    await centre.close()
    rmSync(folder, { recursive: true })
  })

  const visit = (): CentreClient => openCentreClient(centre.origin)

  async function signIn(login: string): Promise<CentreClient> {
    const client = visit()
    expect(verdict(await client.call('POST', '/centre/api/session', { login, password }))).toBe('200')
    return client
  }

  async function enrol(login: string, fingerprint = 'máy-0001'): Promise<{ client: CentreClient; facts: z.infer<typeof Device> }> {
    const client = await signIn(login)
    const answer = await client.call('POST', '/centre/api/devices', { deskName: 'Quầy 1', fingerprint })
    expect(verdict(answer)).toBe('201')
    return { client, facts: Device.parse(answer.body) }
  }

  const database = (facts: z.infer<typeof Device>, name: string): string => `/centre/db/${facts.databases[name]}`

  describe('signing in', () => {
    test('tells who the official is and gives a cookie that scripts cannot read', async () => {
      const client = visit()
      const answer = await client.call('POST', '/centre/api/session', { login: 'an.nt', password })
      expect(answer.body).toMatchObject({ person: { id: 'person:an.nt', login: 'an.nt' }, agency: 'h53-27712', offlineValidDays: 14 })
      expect(answer.headers.get('set-cookie')).toMatch(/HttpOnly; SameSite=Strict/)
      expect(answer.text).not.toContain(password)
    })

    test('refuses a wrong password and an unknown login alike', async () => {
      expect(verdict(await visit().call('POST', '/centre/api/session', { login: 'binh.tv', password: 'x' }))).toBe('401 wrong_password')
      expect(verdict(await visit().call('POST', '/centre/api/session', { login: 'khong.co', password: 'x' }))).toBe('401 wrong_password')
    })

    test('locks an account after four wrong passwords and opens it again later', async () => {
      const attempt = (secret: string) => visit().call('POST', '/centre/api/session', { login: 'giang.nv', password: secret })
      for (let n = 0; n < 4; n++) expect(verdict(await attempt('x'))).toBe('401 wrong_password')
      const locked = await attempt(password)
      expect(verdict(locked)).toBe('429 locked_out')
      expect(locked.body).toMatchObject({ retryAfterSeconds: 30 })
      nowMs += 31_000
      expect(verdict(await attempt(password))).toBe('200')
    })

    test('forgets the official who signs out', async () => {
      const client = await signIn('an.nt')
      await client.call('DELETE', '/centre/api/session')
      expect(verdict(await client.call('POST', '/centre/api/devices', { deskName: 'Q', fingerprint: 'máy-0002' }))).toBe(
        '401 sign_in_needed',
      )
    })
  })

  describe('desks', () => {
    test('enrols a desk for the agency of its official', async () => {
      const { client, facts } = await enrol('an.nt')
      expect(facts).toMatchObject({
        deskName: 'Quầy 1',
        agency: 'h53-27712',
        databases: { catalog: 'catalog', dossiers: 'agency-h53-27712-dossiers' },
      })
      expect((await client.call('GET', '/centre/api/device')).body).toEqual(facts)
    })

    test('enrols nobody without an official', async () => {
      expect(verdict(await visit().call('POST', '/centre/api/devices', { deskName: 'Q', fingerprint: 'máy-0003' }))).toBe(
        '401 sign_in_needed',
      )
      expect(verdict(await visit().call('GET', '/centre/api/device'))).toBe('401 not_enrolled')
    })

    test('keeps a desk enrolled when the official has gone and the centre was started anew', async () => {
      const { client, facts } = await enrol('an.nt')
      client.cookies.delete('mc_official')
      if (central === undefined) {
        await centre.close()
        centre = await start()
      }
      const later = openCentreClient(centre.origin)
      later.cookies.set('mc_device', client.cookies.get('mc_device') ?? '')
      expect((await later.call('GET', '/centre/api/device')).body).toEqual(facts)
      expect((await later.call('GET', database(facts, 'dossiers'))).status).toBe(200)
    })

    test('lets only an administrator revoke a desk, and it is out at once', async () => {
      const { client, facts } = await enrol('an.nt')
      expect((await client.call('GET', database(facts, 'dossiers'))).status).toBe(200)
      expect(verdict(await client.call('DELETE', `/centre/api/devices/${facts.device}`))).toBe('403 administrators_only')
      const admin = await signIn('admin')
      expect(verdict(await admin.call('DELETE', `/centre/api/devices/${facts.device}`))).toBe('200')
      expect(verdict(await client.call('GET', database(facts, 'dossiers')))).toBe('401 device_revoked')
      expect(verdict(await client.call('GET', '/centre/api/device'))).toBe('401 device_revoked')
      expect(verdict(await client.call('POST', '/centre/api/slots', { fingerprint: 'máy-0001' }))).toBe('401 device_revoked')
      expect(verdict(await client.call('GET', '/centre/api/changes'))).toBe('401 device_revoked')
    })

    test('publishes a public key and never takes a private one', async () => {
      const { client, facts } = await enrol('chi.lt')
      const jwk = {
        kty: 'EC',
        crv: 'P-256',
        x: 'f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU',
        y: 'x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0',
      }
      const keyId = `key-${facts.device.slice(-8)}`
      const wish = { keyId, device: facts.device, jwk }
      expect(verdict(await client.call('POST', '/centre/api/keys', { ...wish, jwk: { ...jwk, d: 'secret' } }))).toBe('400 invalid_request')
      expect(verdict(await client.call('POST', '/centre/api/keys', wish))).toBe('201')
      expect(verdict(await client.call('POST', '/centre/api/keys', wish))).toBe('200')
      const person = await client.call('GET', '/centre/db/catalog/person%3Achi.lt')
      expect(JSON.stringify(person.body)).toContain(keyId)
      expect(verdict(await client.call('POST', '/centre/api/keys', { ...wish, jwk: { ...jwk, x: `A${jwk.x.slice(1)}` } }))).toBe(
        '409 key_exists',
      )
    })
  })

  describe('number slots', () => {
    test('gives the same desk the same slot, and moved hardware a new one', async () => {
      const { client } = await enrol('an.nt', 'máy-slot-1')
      const ask = async (fingerprint: string) => Slot.parse((await client.call('POST', '/centre/api/slots', { fingerprint })).body)
      const first = await ask('máy-slot-1')
      expect(first).toMatchObject({ agencyCode: 'H53.27712', generation: 1 })
      expect((await ask('máy-slot-1')).slot).toBe(first.slot)
      expect((await ask('máy-moved-1')).slot).not.toBe(first.slot)
    })

    test('never gives one slot to two desks that ask at the same moment', async () => {
      const desks = await Promise.all(Array.from({ length: 12 }, (_, index) => enrol('binh.tv', `máy-song-song-${index}`)))
      const slots = await Promise.all(
        desks.map(
          async ({ client }, index) =>
            Slot.parse((await client.call('POST', '/centre/api/slots', { fingerprint: `máy-song-song-${index}` })).body).slot,
        ),
      )
      expect(new Set(slots).size).toBe(12)
    })

    test('keeps a lapsed slot from everybody while other numbers are free', async () => {
      const { client } = await enrol('an.nt', 'máy-lapse')
      const ask = async () => Slot.parse((await client.call('POST', '/centre/api/slots', { fingerprint: 'máy-lapse' })).body)
      const first = await ask()
      nowMs += 91 * 24 * 3_600_000
      const second = await ask()
      expect(second.slot).not.toBe(first.slot)
      nowMs = Date.now()
    })
  })

  describe('databases', () => {
    test('lets a desk write under its own session and judges each row', async () => {
      const { client, facts } = await enrol('an.nt')
      const dossier = makeDossier()
      const written = await client.call('POST', `${database(facts, 'dossiers')}/_bulk_docs`, { docs: [dossier, { _id: 'x' }] })
      expect(written.status).toBe(201)
      expect(written.body).toMatchObject([
        { ok: true, id: dossier._id },
        { error: 'forbidden', reason: 'field-invalid: kind' },
      ])
      expect((await client.call('GET', `${database(facts, 'dossiers')}/${encodeURIComponent(dossier._id)}`)).body).toMatchObject({
        code: dossier['code'],
      })
    })

    test('keeps the databases of other agencies, the rights and the server from a desk', async () => {
      const { client, facts } = await enrol('an.nt')
      expect((await client.call('GET', '/centre/db/agency-h53-27706-dossiers/_changes')).status).toBeGreaterThanOrEqual(403)
      expect(verdict(await client.call('GET', '/centre/db/_users/_all_docs'))).toBe('404 unknown_database')
      expect(verdict(await client.call('GET', '/centre/db/centre/_all_docs'))).toBe('404 unknown_database')
      expect(verdict(await client.call('GET', `${database(facts, 'dossiers')}/_security`))).toBe('405 not_allowed')
      expect(verdict(await client.call('DELETE', database(facts, 'dossiers')))).toBe('405 not_allowed')
      expect(verdict(await client.call('PUT', `${database(facts, 'dossiers')}/_design/x`, {}))).toBe('405 not_allowed')
      expect(verdict(await client.call('POST', `${database(facts, 'dossiers')}/_purge`, {}))).toBe('405 not_allowed')
      expect((await client.call('GET', `${database(facts, 'dossiers')}/%2e%2e%2f_users%2f_all_docs`)).status).toBeGreaterThanOrEqual(400)
      expect(verdict(await visit().call('GET', database(facts, 'dossiers')))).toBe('401 not_enrolled')
    })

    test('lets no desk write the catalogue', async () => {
      const { client } = await enrol('an.nt')
      const record = { _id: 'person:gia.mao', id: 'person:gia.mao', kind: 'person', schemaVersion: 1 }
      expect((await client.call('POST', '/centre/db/catalog/_bulk_docs', { docs: [record] })).body).toMatchObject([
        { error: 'forbidden', reason: 'administrators-only' },
      ])
    })

    test('shows no CouchDB cookie to a desk', async () => {
      const { client, facts } = await enrol('an.nt')
      expect((await client.call('GET', database(facts, 'journal'))).headers.get('set-cookie')).toBeNull()
    })

    test('carries a page of several megabytes there and back', async () => {
      const { client, facts } = await enrol('an.nt')
      const path = `${database(facts, 'journal')}`
      const event = makeEvent({ note: 'x'.repeat(3_000_000) })
      expect((await client.call('POST', `${path}/_bulk_docs`, { docs: [event] })).body).toMatchObject([{ ok: true }])
      expect((await client.call('GET', `${path}/${encodeURIComponent(event._id)}`)).text.length).toBeGreaterThan(3_000_000)
    })
  })

  test('tells a desk of a change in its databases at once', async () => {
    const { client, facts } = await enrol('an.nt')
    const cookie = `mc_device=${client.cookies.get('mc_device')}`
    const stream = await fetch(`${centre.origin}/centre/api/changes`, { headers: { cookie } })
    expect(stream.headers.get('content-type')).toContain('text/event-stream')
    const reader = z.custom<ReadableStream<Uint8Array>>().parse(stream.body).getReader()
    let text = Buffer.from((await reader.read()).value ?? []).toString()
    expect(text).toMatch(/^:/)
    const follow = async (wanted: string): Promise<void> => {
      while (!text.includes(wanted)) text += Buffer.from((await reader.read()).value ?? []).toString()
    }
    await follow(`"db":"${facts.databases['journal']}"`)
    text = ''
    await client.call('POST', `${database(facts, 'journal')}/_bulk_docs`, { docs: [makeEvent()] })
    await follow(`"db":"${facts.databases['journal']}"`)
    expect(text).toContain('event: change')
    await reader.cancel()
  })

  describe('requests that are not ours', () => {
    test('refuses what another site sends, not what our own shells send', async () => {
      const login = { login: 'an.nt', password }
      for (const site of ['cross-site', 'same-site']) {
        expect(verdict(await visit().call('POST', '/centre/api/session', login, { 'sec-fetch-site': site }))).toBe('403 cross_site')
      }
      for (const site of ['same-origin', 'none']) {
        expect(verdict(await visit().call('POST', '/centre/api/session', login, { 'sec-fetch-site': site }))).toBe('200')
      }
    })

    test('refuses a form', async () => {
      const answer = await visit().call('POST', '/centre/api/session', undefined, { 'content-type': 'application/x-www-form-urlencoded' })
      expect(verdict(answer)).toBe('415 unsupported_media_type')
    })

    test.each([
      ['/centre/api/session', '{"login":'],
      ['/centre/api/session', '{"login":1}'],
      ['/centre/api/session', '{"login":"an.nt","password":"x","more":1}'],
      ['/centre/api/session', '[]'],
    ])('answers a malformed %s with 400 and a code, never a stack', async (path, text) => {
      const answer = await fetch(`${centre.origin}${path}`, { method: 'POST', body: text, headers: { 'content-type': 'application/json' } })
      expect(answer.status).toBe(400)
      const body = await answer.text()
      expect(body).toContain('"code":"invalid_request"')
      expect(body).not.toMatch(/\bat .*\(.*:\d+/)
    })

    test('refuses a body that is too large for the API', async () => {
      expect(verdict(await visit().call('POST', '/centre/api/session', { login: 'a', password: 'x'.repeat(2_000_000) }))).toBe(
        '413 too_large',
      )
    })
  })

  test('serves the desk under a policy without unsafe-inline, with a fresh nonce each time', async () => {
    const first = await visit().call('GET', '/')
    const second = await visit().call('GET', '/queue', undefined, { accept: 'text/html' })
    const nonce = /content="([\w-]{22})"/.exec(first.text)?.[1] ?? 'none'
    expect(first.headers.get('content-security-policy')).toContain(`'nonce-${nonce}'`)
    expect(first.headers.get('content-security-policy')).not.toContain('unsafe-inline')
    expect(second.text).not.toContain(nonce)
    expect((await visit().call('GET', '/assets/app.js')).headers.get('content-security-policy')).toContain("default-src 'none'")
    expect(verdict(await visit().call('GET', '/assets/none.js'))).toBe('404 not_found')
    expect((await visit().call('GET', '/..%2f..%2fdata/administrator.json')).status).toBeGreaterThanOrEqual(400)
  })

  test('says that it is well', async () => {
    for (const path of ['/health', '/centre/health']) expect((await visit().call('GET', path)).body).toMatchObject({ ok: true })
  })
})
