import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect } from 'vitest'
import { z } from 'zod'
import { type EmbeddedStore, serveEmbedded } from '#sync-server/embedded/serve-embedded.ts'
import { designDocumentsOf, knownRules } from '#sync-server/provision/design-documents.ts'
import { basic, type CouchAnswer, type CouchClient, openClient, outcome } from './couch-client.ts'

/*
 * What a desk may expect of CouchDB. Each case names the answer of a real CouchDB 3.5; it runs on the embedded store always
 * and on the server at COUCHDB_URL when that is set, so neither can drift from the other.
 */

type Ground = { name: string; start(): Promise<{ origin: string; admin: { name: string; password: string }; stop(): Promise<void> }> }

const embedded: Ground = {
  name: 'the embedded store',
  async start() {
    const dataDir = mkdtempSync(join(tmpdir(), 'mc-store-'))
    const admin = { name: 'boss', password: randomBytes(12).toString('hex') }
    const store: EmbeddedStore = await serveEmbedded({ dataDir, admin, known: knownRules(), passwordIterations: 1000 })
    return {
      origin: store.origin,
      admin,
      async stop() {
        await store.close()
        rmSync(dataDir, { recursive: true })
      },
    }
  },
}

function realCouch(address: string): Ground {
  const url = new URL(address)
  const admin = { name: decodeURIComponent(url.username), password: decodeURIComponent(url.password) }
  return { name: `CouchDB at ${url.host}`, start: async () => ({ origin: url.origin, admin, stop: async () => undefined }) }
}

const address = process.env['COUCHDB_URL']
export const grounds = address === undefined ? [embedded] : [embedded, realCouch(address)]

const Written = z.looseObject({ ok: z.literal(true), id: z.string(), rev: z.string() })
const Rows = z.array(
  z.looseObject({
    id: z.string().optional(),
    ok: z.boolean().optional(),
    rev: z.string().optional(),
    error: z.string().optional(),
    reason: z.string().optional(),
  }),
)
export const Changes = z.looseObject({
  results: z.array(
    z.looseObject({
      id: z.string(),
      seq: z.unknown(),
      changes: z.array(z.object({ rev: z.string() })),
      deleted: z.boolean().optional(),
      doc: z.record(z.string(), z.unknown()).optional(),
    }),
  ),
  last_seq: z.unknown(),
  pending: z.number(),
})

export const png = Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), randomBytes(2000)])

/** Databases, people and clients of one file's tests, made before them and removed after them. Names are never used twice. */
export function useGround(ground: Ground) {
  const suffix = randomBytes(5).toString('hex')
  const plain = `t-plain-${suffix}`
  const agency = { dossiers: `t-dossiers-${suffix}`, journal: `t-journal-${suffix}`, pages: `t-pages-${suffix}` }
  const user = { name: `device-${suffix}`, password: 'bí mật của máy' }
  const stranger = { name: `stranger-${suffix}`, password: 'khác' }
  let origin = ''
  let adminHeaders = {}
  let stop: () => Promise<void>
  const clientWith = (headers: Record<string, string>): CouchClient => {
    return (...call) => openClient(origin, headers)(...call)
  }
  const admin: CouchClient = (...call) => openClient(origin, adminHeaders)(...call)
  const member = clientWith(basic(user.name, user.password))
  const outsider = clientWith(basic(stranger.name, stranger.password))
  const anonymous = clientWith({})

  beforeAll(async () => {
    const started = await ground.start()
    ;({ origin, stop } = started)
    adminHeaders = basic(started.admin.name, started.admin.password)
    await admin('PUT', '/_users')
    for (const [one, roles] of [
      [user, [`t:${suffix}`]],
      [stranger, []],
    ] as const) {
      const written = await admin('PUT', `/_users/org.couchdb.user:${one.name}`, {
        json: { type: 'user', name: one.name, roles, password: one.password },
      })
      expect(outcome(written)).toBe('201')
    }
    const authors = {
      'person:an.nt': { roles: [{ role: 'one_stop_official', since: '2025-07-01', until: null }] },
      'person:chi.lt': { roles: [{ role: 'specialist', since: '2025-07-01', until: '2026-11-30' }] },
      'person:cu.nv': { roles: [{ role: 'one_stop_official', since: '2020-01-01', until: '2025-06-30' }] },
    }
    const security = { admins: { names: [], roles: ['_admin'] }, members: { names: [], roles: [`t:${suffix}`] }, authors }
    for (const [kind, name] of [['centre', plain], ...Object.entries(agency)] as const) {
      expect(outcome(await admin('PUT', `/${name}?q=1`))).toBe('201')
      expect(outcome(await admin('PUT', `/${name}/_security`, { json: security }))).toBe('200')
      const designs = kind === 'dossiers' || kind === 'journal' || kind === 'pages' ? designDocumentsOf(kind) : []
      for (const design of designs) expect(outcome(await admin('PUT', `/${name}/${design._id}`, { json: design }))).toBe('201')
    }
  })

  afterAll(async () => {
    for (const name of [plain, ...Object.values(agency)]) await admin('DELETE', `/${name}`)
    for (const one of [user, stranger]) {
      const found = z.looseObject({ _rev: z.string() }).safeParse((await admin('GET', `/_users/org.couchdb.user:${one.name}`)).body)
      if (found.success) await admin('DELETE', `/_users/org.couchdb.user:${one.name}?rev=${found.data._rev}`)
    }
    await stop()
  })

  async function put(path: string, json: unknown, by: CouchClient = member): Promise<z.infer<typeof Written>> {
    const answer = await by('PUT', path, { json })
    expect(outcome(answer)).toBe('201')
    return Written.parse(answer.body)
  }

  async function bulk(database: string, docs: unknown[], more: Record<string, unknown> = {}): Promise<z.infer<typeof Rows>> {
    const answer = await member('POST', `/${database}/_bulk_docs`, { json: { docs, ...more } })
    expect(answer.status).toBe(201)
    return Rows.parse(answer.body)
  }

  async function changes(query: string): Promise<z.infer<typeof Changes>> {
    return Changes.parse((await member('GET', `/${plain}/_changes?${query}`)).body)
  }

  const signIn = (name: string, password: string): Promise<CouchAnswer> => anonymous('POST', '/_session', { json: { name, password } })
  const tokenOf = (answer: CouchAnswer): string => /AuthSession=[^;]*/.exec(answer.headers.get('set-cookie') ?? '')?.[0] ?? ''

  return {
    origin: () => origin,
    suffix,
    plain,
    agency,
    user,
    stranger,
    clientWith,
    admin,
    member,
    outsider,
    anonymous,
    put,
    bulk,
    changes,
    signIn,
    tokenOf,
  }
}
