import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Centre, startCentre } from '#sync-server/centre.ts'
import { type CentreClient, openCentreClient, verdict } from './centre-client.ts'

const address = process.env['COUCHDB_URL']
const grounds = [
  { name: 'the embedded store', central: undefined },
  ...(address === undefined ? [] : [{ name: 'a real CouchDB', central: address }]),
]

describe.each(grounds)('the join key on $name', ({ central }) => {
  const folder = mkdtempSync(join(tmpdir(), 'mc-join-key-'))
  const key = randomBytes(32).toString('base64')
  let centre: Centre
  let desk: CentreClient

  beforeAll(async () => {
    const common = { port: 0, seed: true, seedDossiers: false, logLevel: 'silent' }
    centre = await startCentre(central === undefined ? { ...common, dataDir: folder } : { ...common, centralUrl: central })
    desk = await signIn('an.nt')
    await desk.call('POST', '/centre/api/devices', { deskName: 'Quầy 1', fingerprint: randomBytes(8).toString('hex') })
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

  /** A client with the cookies of the desk and of whoever signed in elsewhere. */
  async function deskWith(login: string | null): Promise<CentreClient> {
    const client = login === null ? openCentreClient(centre.origin) : await signIn(login)
    client.cookies.set('mc_device', desk.cookies.get('mc_device') ?? '')
    return client
  }

  test('is kept for the desk and given to any official of its agency on that desk', async () => {
    expect(verdict(await desk.call('GET', '/centre/api/join-key'))).toBe('404 no_join_key')
    expect(verdict(await desk.call('PUT', '/centre/api/join-key', { key }))).toBe('200')
    const answer = await (await deskWith('chi.lt')).call('GET', '/centre/api/join-key')
    expect(answer.body).toEqual({ key })
    expect(answer.headers.get('cache-control')).toBe('no-store')
  })

  test('is not given to a desk at which nobody has signed in, to an official without the desk, or to another agency', async () => {
    expect(verdict(await (await deskWith(null)).call('GET', '/centre/api/join-key'))).toBe('401 sign_in_needed')
    expect(verdict(await (await signIn('an.nt')).call('GET', '/centre/api/join-key'))).toBe('401 not_enrolled')
    expect(verdict(await (await deskWith('admin')).call('GET', '/centre/api/join-key'))).toBe('403 other_agency')
    expect(verdict(await (await deskWith('admin')).call('PUT', '/centre/api/join-key', { key }))).toBe('403 other_agency')
  })

  test('cannot be fetched as a document of any database', async () => {
    for (const database of ['agency-h53-27712-dossiers', 'catalog']) {
      const answer = await desk.call('GET', `/centre/db/${database}/_local/join-device`)
      expect(verdict(answer)).toBe('405 not_allowed')
    }
    expect(verdict(await desk.call('GET', '/centre/db/centre/_all_docs'))).toBe('404 unknown_database')
  })

  test('is refused where it is no key', async () => {
    for (const wrong of ['', 'abc', 7, null]) {
      expect(verdict(await desk.call('PUT', '/centre/api/join-key', { key: wrong }))).toBe('400 invalid_request')
    }
  })

  test('is gone for a desk that was revoked', async () => {
    const { device } = (await desk.call('GET', '/centre/api/device')).body as { device: string }
    await (await signIn('admin')).call('DELETE', `/centre/api/devices/${device}`)
    expect(verdict(await desk.call('GET', '/centre/api/join-key'))).toBe('401 device_revoked')
  })
})
