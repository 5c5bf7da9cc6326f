import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { nextInChain, signedText } from '#core/day-close/close-chain.ts'
import { DayClose } from '#core/day-close/day-close.ts'
import { computeClose } from '#core/day-close/day-figures.ts'
import { UnclosedDays } from '#core/day-close/unclosed-days.ts'
import { JournalEvent } from '#core/journal/event.ts'
import { makeUlid } from '#core/record/ids.ts'
import { Day, epochMsOf, Instant } from '#core/record/instant.ts'
import { type Centre, startCentre } from '#sync-server/centre.ts'
import { type CentreClient, openCentreClient, verdict } from './centre-client.ts'
import { makeEvent } from './centre-records.ts'

const password = 'motcua-2026'
const agency = 'h53-27712'
const journal = `/centre/db/agency-${agency}-journal`
const Facts = z.object({ device: z.string() })
const { subtle } = globalThis.crypto
const algorithm = { name: 'ECDSA', namedCurve: 'P-256' }

type Desk = { client: CentreClient; device: string }

/* On the embedded store. 2026-11-19 is a Thursday; the centre's clock stands at the Monday after. */
describe('the desks of a unit that did not close their day', () => {
  let folder = ''
  let centre: Centre
  let one: Desk
  let two: Desk
  const id = (prefix: string, at: string) =>
    `${prefix}:${makeUlid(epochMsOf(Instant.parse(at)), globalThis.crypto.getRandomValues(new Uint8Array(10)))}`

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'mc-unclosed-'))
    const now = () => Date.parse('2026-11-23T09:00:00+07:00')
    centre = await startCentre({ dataDir: join(folder, 'data'), port: 0, seed: true, seedDossiers: false, logLevel: 'silent', now })
    one = await openDesk('an.nt', 'Quầy 1')
    two = await openDesk('binh.tv', 'Quầy 2')
    const [thursday, evening, friday] = ['2026-11-19T08:00:00+07:00', '2026-11-19T18:30:00+07:00', '2026-11-20T10:00:00+07:00']
    await act(one, thursday, 1)
    await act(two, thursday, 1)
    await act(two, evening, 2, 'dossierViewed')
    await act(two, friday, 3)
  })
  afterAll(async () => {
    await centre.close()
    rmSync(folder, { recursive: true })
  })

  async function openDesk(login: string, deskName: string): Promise<Desk> {
    const client = openCentreClient(centre.origin)
    expect(verdict(await client.call('POST', '/centre/api/session', { login, password }))).toBe('200')
    const enrolled = await client.call('POST', '/centre/api/devices', { deskName, fingerprint: `may-${login}` })
    return { client, device: Facts.parse(enrolled.body).device }
  }
  async function act({ client, device }: Desk, at: string, seq: number, type = 'dossierReceived'): Promise<void> {
    const _id = id('event', at)
    const event = makeEvent({ _id, id: _id, at, type, device, chain: { seq, prevHash: '' } })
    expect(verdict(await client.call('PUT', `${journal}/${_id}`, event))).toBe('201')
  }
  async function put({ client, device }: Desk, key: CryptoKey, keyId: string): Promise<void> {
    const day = Day.parse('2026-11-19')
    const at = '2026-11-19T17:00:00+07:00'
    const made = makeEvent({ at, device, chain: { seq: 1, prevHash: '' } })
    const figures = computeClose({ day, after: null, events: [JournalEvent.parse(made)], reached: [] })
    const close = DayClose.parse({
      kind: 'dayClose',
      schemaVersion: 1,
      id: id('close', at),
      agency,
      device,
      deskName: 'Quầy',
      day,
      at,
      author: 'person:an.nt',
      authorName: 'An',
      role: 'one_stop_official',
      ...figures,
      explanations: [],
      chain: nextInChain(null),
      keyId,
      signature: 'x',
    })
    const signature = await subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, key, new TextEncoder().encode(signedText(close)))
    const document = { _id: close.id, ...close, signature: Buffer.from(signature).toString('base64') }
    expect(verdict(await client.call('PUT', `${journal}/${close.id}`, document))).toBe('201')
  }
  const ask = (client: CentreClient, query = '') => client.call('GET', `/centre/api/day-closes/missing${query}`)
  const listed = async () =>
    UnclosedDays.parse((await ask(one.client)).body).days.map(({ deskName, day, acts, overdue }) => [deskName, day, acts, overdue])

  test('are told with the day and the number of acts, loud after more than one working day', async () => {
    expect(await listed()).toEqual([
      ['Quầy 1', '2026-11-19', 1, true],
      ['Quầy 2', '2026-11-19', 1, true],
      ['Quầy 2', '2026-11-20', 1, false],
    ])
  })

  test('a close ends it where the desk’s own key made it, and not otherwise', async () => {
    const pair = await subtle.generateKey(algorithm, true, ['sign', 'verify'])
    await put(one, pair.privateKey, 'device-key:thu')
    expect(await listed()).toContainEqual(['Quầy 1', '2026-11-19', 1, true])
    const { kty, crv, x, y } = await subtle.exportKey('jwk', pair.publicKey)
    expect(verdict(await one.client.call('POST', '/centre/api/device-key', { keyId: 'device-key:thu', jwk: { kty, crv, x, y } }))).toBe(
      '201',
    )
    expect(await listed()).toEqual([
      ['Quầy 2', '2026-11-19', 1, true],
      ['Quầy 2', '2026-11-20', 1, false],
    ])
  })

  test('are for the unit’s own desks and for who watches over it', async () => {
    const stranger = openCentreClient(centre.origin)
    expect(verdict(await ask(stranger))).toBe('401 not_enrolled')
    expect(verdict(await ask(stranger, `?agency=${agency}`))).toBe('401 sign_in_needed')
    const elsewhere = await openDesk('hanh.vt', 'Quầy xã khác')
    expect(UnclosedDays.parse((await ask(elsewhere.client)).body).days).toEqual([])
    expect(verdict(await ask(elsewhere.client, `?agency=${agency}`))).toBe('403 supervisors_only')
    const watching = async (login: string) => {
      const client = openCentreClient(centre.origin)
      expect(verdict(await client.call('POST', '/centre/api/session', { login, password }))).toBe('200')
      return verdict(await ask(client, `?agency=${agency}`))
    }
    expect(await watching('long.tv')).toBe('403 other_agency')
    expect(await watching('giang.nv')).toBe('200')
    expect(await watching('vinh.lq')).toBe('200')
  })
})
