import { createHash, randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { type EmbeddedStore, serveEmbedded } from '#sync-server/embedded/serve-embedded.ts'
import { designDocumentsOf, knownRules } from '#sync-server/provision/design-documents.ts'
import { makeDossier, makeEvent, makePage, moveDossier } from './centre-records.ts'
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
const grounds = address === undefined ? [embedded] : [embedded, realCouch(address)]

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
const Changes = z.looseObject({
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
const png = Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), randomBytes(2000)])

describe.each(grounds)('$name', (ground) => {
  const suffix = randomBytes(5).toString('hex')
  const plain = `t-plain-${suffix}`
  const agency = { dossiers: `t-dossiers-${suffix}`, journal: `t-journal-${suffix}`, pages: `t-pages-${suffix}` }
  const user = { name: `device-${suffix}`, password: 'bí mật của máy' }
  const stranger = { name: `stranger-${suffix}`, password: 'khác' }
  let origin = ''
  let admin: CouchClient
  let member: CouchClient
  let outsider: CouchClient
  let anonymous: CouchClient
  let stop: () => Promise<void>

  beforeAll(async () => {
    const started = await ground.start()
    ;({ origin, stop } = started)
    admin = openClient(origin, basic(started.admin.name, started.admin.password))
    member = openClient(origin, basic(user.name, user.password))
    outsider = openClient(origin, basic(stranger.name, stranger.password))
    anonymous = openClient(origin, {})
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

  describe('sessions', () => {
    test('says welcome to anybody', async () => {
      const answer = await anonymous('GET', '/')
      expect(answer.status).toBe(200)
      expect(answer.body).toMatchObject({ couchdb: 'Welcome' })
    })

    test('gives a cookie for the right password and knows it again', async () => {
      const answer = await signIn(user.name, user.password)
      expect(answer.status).toBe(200)
      expect(answer.body).toMatchObject({ ok: true, name: user.name, roles: [`t:${suffix}`] })
      const cookie = tokenOf(answer)
      const session = await openClient(origin, { cookie })('GET', '/_session')
      expect(session.body).toMatchObject({ userCtx: { name: user.name, roles: [`t:${suffix}`] }, info: { authenticated: 'cookie' } })
      expect((await openClient(origin, { cookie })('GET', `/${plain}`)).status).toBe(200)
    })

    test('refuses a wrong password and an unknown name in the same words', async () => {
      const wrong = await signIn(user.name, 'x')
      expect(outcome(wrong)).toBe('401 unauthorized: Name or password is incorrect.')
      expect(outcome(await signIn('nobody-here', 'x'))).toBe(outcome(wrong))
      expect(outcome(await openClient(origin, basic(user.name, 'x'))('GET', `/${plain}`))).toBe(outcome(wrong))
    })

    test('lets nobody in with a forged cookie', async () => {
      const [body = ''] = tokenOf(await signIn(user.name, user.password)).split(';')
      const forged = `${body.slice(0, -6)}AAAAAA`
      expect((await openClient(origin, { cookie: forged })('GET', `/${plain}`)).status).toBeGreaterThanOrEqual(400)
    })

    test('ends a session at once when its user is deleted', async () => {
      const name = `gone-${suffix}`
      const made = await put(`/_users/org.couchdb.user:${name}`, { type: 'user', name, roles: [`t:${suffix}`], password: 'p' }, admin)
      const cookie = tokenOf(await signIn(name, 'p'))
      const gone = openClient(origin, { cookie })
      expect((await gone('GET', `/${plain}`)).status).toBe(200)
      await admin('DELETE', `/_users/org.couchdb.user:${name}?rev=${made.rev}`)
      expect((await gone('GET', `/${plain}`)).status).toBe(401)
    })

    test('keeps no password in a user document and shows it to no ordinary user', async () => {
      const stored = await admin('GET', `/_users/org.couchdb.user:${user.name}`)
      expect(stored.body).toMatchObject({ name: user.name, password_scheme: 'pbkdf2' })
      expect(stored.body).not.toHaveProperty('password')
      expect((await member('GET', `/_users/org.couchdb.user:${stranger.name}`)).status).toBeGreaterThanOrEqual(403)
      expect((await member('GET', `/_users/org.couchdb.user:${user.name}`)).status).toBe(403)
      expect(outcome(await member('GET', '/_users/_all_docs'))).toBe('401 unauthorized: You are not a server admin.')
      expect((await anonymous('GET', '/_users/_all_docs')).status).toBe(401)
    })

    test('lets nobody give himself a role', async () => {
      const own = await member('PUT', `/_users/org.couchdb.user:${user.name}`, {
        json: { type: 'user', name: user.name, roles: ['_admin'], password: 'x' },
      })
      expect(own.status).toBeGreaterThanOrEqual(403)
    })
  })

  describe('rights', () => {
    test('closes a database to a user who is no member and to the anonymous', async () => {
      expect(outcome(await outsider('GET', `/${plain}`))).toBe('403 forbidden: You are not allowed to access this db.')
      expect(outcome(await anonymous('GET', `/${plain}`))).toBe('401 unauthorized: You are not authorized to access this db.')
    })

    test.each([
      ['POST', '_bulk_get', { docs: [{ id: 'x' }] }],
      ['POST', '_bulk_docs', { docs: [{ _id: 'x' }] }],
      ['POST', '_all_docs', { keys: ['x'] }],
      ['POST', '_revs_diff', { x: ['1-a'] }],
      ['GET', '_changes', undefined],
      ['GET', '_design/structure', undefined],
      ['PUT', '_local/x', {}],
      ['PUT', '_security', {}],
    ])('closes %s %s to a stranger', async (method, path, json) => {
      expect((await outsider(method, `/${plain}/${path}`, json === undefined ? {} : { json })).status).toBe(403)
      expect((await anonymous(method, `/${plain}/${path}`, json === undefined ? {} : { json })).status).toBe(401)
    })

    test('lets members neither create nor delete databases nor change rights nor rules', async () => {
      expect(outcome(await member('PUT', `/t-mine-${suffix}`))).toBe('401 unauthorized: You are not a server admin.')
      expect(outcome(await member('DELETE', `/${plain}`))).toBe('401 unauthorized: You are not a server admin.')
      const rights = (await admin('GET', `/${plain}/_security`)).body
      // CouchDB 3.5 answers 500 no_majority here.
      expect((await member('PUT', `/${plain}/_security`, { json: { members: { names: [], roles: [] } } })).status).toBeGreaterThanOrEqual(
        401,
      )
      expect((await admin('GET', `/${plain}/_security`)).body).toEqual(rights)
      expect(outcome(await member('PUT', `/${plain}/_design/x`, { json: { language: 'javascript' } }))).toBe(
        '403 forbidden: You are not a db or server admin.',
      )
      expect(await bulk(plain, [{ _id: '_design/x' }, { _id: 'beside-design' }])).toMatchObject([{ error: 'forbidden' }, { ok: true }])
    })

    test('never lets a local document stand for the rights of a database', async () => {
      await member('PUT', `/${plain}/_local/_security`, { json: { members: { names: [], roles: [] } } })
      expect((await outsider('GET', `/${plain}`)).status).toBe(403)
    })

    test('keeps members of _security that CouchDB does not know', async () => {
      expect((await admin('GET', `/${plain}/_security`)).body).toHaveProperty('authors')
    })
  })

  describe('databases', () => {
    test('refuses names that are not allowed, names that exist, and databases that do not', async () => {
      expect(outcome(await admin('PUT', '/Office-H53'))).toMatch(/^400 illegal_database_name/)
      expect(outcome(await admin('PUT', `/${plain}`))).toMatch(/^412 file_exists/)
      expect(outcome(await admin('GET', '/t-not-there'))).toBe('404 not_found: Database does not exist.')
      expect(outcome(await admin('DELETE', '/t-not-there'))).toBe('404 not_found: Database does not exist.')
    })

    test('comes back empty when it is deleted and made again', async () => {
      const name = `t-again-${suffix}`
      await admin('PUT', `/${name}`)
      await put(`/${name}/a`, { n: 1 }, admin)
      await admin('DELETE', `/${name}`)
      await admin('PUT', `/${name}`)
      expect((await admin('GET', `/${name}/a`)).status).toBe(404)
      await admin('DELETE', `/${name}`)
    })
  })

  describe('documents', () => {
    test('writes, reads, changes and deletes a document by its revision', async () => {
      const first = await put(`/${plain}/one`, { tên: 'Nguyễn Văn Thử' })
      expect(first.rev).toMatch(/^1-/)
      expect((await member('GET', `/${plain}/one`)).body).toEqual({ _id: 'one', _rev: first.rev, tên: 'Nguyễn Văn Thử' })
      const second = await put(`/${plain}/one?rev=${first.rev}`, { n: 2 })
      const deleted = await member('DELETE', `/${plain}/one?rev=${second.rev}`)
      expect(outcome(deleted)).toBe('200')
      expect(outcome(await member('GET', `/${plain}/one`))).toBe('404 not_found: deleted')
      expect(outcome(await member('GET', `/${plain}/never`))).toBe('404 not_found: missing')
    })

    test('refuses an old revision and an insert over a document that is there', async () => {
      const first = await put(`/${plain}/two`, { n: 1 })
      await put(`/${plain}/two?rev=${first.rev}`, { n: 2 })
      const late = await member('PUT', `/${plain}/two?rev=${first.rev}`, { json: { n: 3 } })
      expect(outcome(late)).toBe('409 conflict: Document update conflict.')
      expect(outcome(await member('PUT', `/${plain}/two`, { json: { n: 3 } }))).toBe(outcome(late))
    })

    test('lets a deleted document be made again', async () => {
      const first = await put(`/${plain}/phoenix`, { n: 1 })
      await member('DELETE', `/${plain}/phoenix?rev=${first.rev}`)
      const again = await put(`/${plain}/phoenix`, { n: 2 })
      expect(again.rev).toMatch(/^3-/)
    })

    test('takes a change to a document that it has lost, and says 404 where nothing is to delete', async () => {
      const kept = await put(`/${plain}/lost?rev=4-${'a'.repeat(32)}`, { n: 5 })
      expect(kept.rev).toMatch(/^5-/)
      expect((await member('GET', `/${plain}/lost`)).body).toMatchObject({ n: 5 })
      expect(outcome(await member('DELETE', `/${plain}/nothing`))).toBe('404 not_found: missing')
      expect(outcome(await member('DELETE', `/${plain}/nothing?rev=1-${'a'.repeat(32)}`))).toBe('404 not_found: missing')
    })

    test('keeps ids with colons, slashes and letters outside ASCII', async () => {
      for (const id of ['dossier:01ABC', 'a/b', 'hồ sơ']) {
        await put(`/${plain}/${encodeURIComponent(id)}`, { n: 1 })
        expect((await member('GET', `/${plain}/${encodeURIComponent(id)}`)).body).toMatchObject({ _id: id, n: 1 })
      }
    })

    test('tells the history of revisions and the conflicting ones', async () => {
      const docs = [
        { _id: 'tree', _rev: '2-b', _revisions: { start: 2, ids: ['b', 'a'] }, n: 'b' },
        { _id: 'tree', _rev: '2-c', _revisions: { start: 2, ids: ['c', 'a'] }, n: 'c' },
      ]
      expect(await bulk(plain, docs, { new_edits: false })).toEqual([])
      const read = await member('GET', `/${plain}/tree?revs=true&conflicts=true`)
      expect(read.body).toEqual({ _id: 'tree', _rev: '2-c', n: 'c', _revisions: { start: 2, ids: ['c', 'a'] }, _conflicts: ['2-b'] })
      expect((await member('GET', `/${plain}/tree?rev=2-b`)).body).toMatchObject({ n: 'b' })
      const leaves = z
        .array(z.object({ ok: z.looseObject({ _rev: z.string() }) }))
        .parse((await member('GET', `/${plain}/tree?open_revs=all`)).body)
      expect(leaves.map((leaf) => leaf.ok._rev).sort()).toEqual(['2-b', '2-c'])
      const some = await member('GET', `/${plain}/tree?open_revs=${encodeURIComponent('["2-b","9-z"]')}`)
      // In no order: CouchDB answers what it has before what it has not, or the other way round.
      expect(some.body).toHaveLength(2)
      expect(some.body).toContainEqual({ missing: '9-z' })
      expect(some.body).toContainEqual({ ok: expect.objectContaining({ _rev: '2-b' }) })
    })

    test('settles a conflict when the losing leaf is deleted', async () => {
      const docs = ['x', 'y'].map((leaf) => ({ _id: 'settle', _rev: `2-${leaf}`, _revisions: { start: 2, ids: [leaf, 'a'] } }))
      await bulk(plain, docs, { new_edits: false })
      expect((await bulk(plain, [{ _id: 'settle', _rev: '2-x', _deleted: true }]))[0]).toMatchObject({ ok: true })
      expect((await member('GET', `/${plain}/settle?conflicts=true`)).body).toEqual({ _id: 'settle', _rev: '2-y' })
    })

    test('keeps local documents out of everything else', async () => {
      await put(`/${plain}/_local/checkpoint`, { seq: '5' })
      expect((await member('GET', `/${plain}/_local/checkpoint`)).body).toMatchObject({ seq: '5' })
      const all = z
        .looseObject({ rows: z.array(z.looseObject({ id: z.string() })) })
        .parse((await member('GET', `/${plain}/_all_docs`)).body)
      expect(all.rows.filter((row) => row.id.startsWith('_local'))).toEqual([])
      expect((await changes('since=0')).results.filter((row) => row.id.startsWith('_local'))).toEqual([])
    })
  })

  describe('writing many', () => {
    test('answers each row by itself', async () => {
      const first = await put(`/${plain}/row-a`, { n: 1 })
      const rows = await bulk(plain, [
        { _id: 'row-a', n: 2 },
        { _id: 'row-b', n: 1 },
        { _id: 'row-a', _rev: first.rev, n: 3 },
        { n: 'no id' },
      ])
      expect(rows.map((row) => row.error ?? 'ok')).toEqual(['conflict', 'ok', 'ok', 'ok'])
      expect(rows[0]).toEqual({ id: 'row-a', error: 'conflict', reason: 'Document update conflict.' })
      expect(rows[3]?.id).toMatch(/^[0-9a-f]{32}$/)
    })

    test('takes the same row twice only once', async () => {
      const rows = await bulk(plain, [
        { _id: 'twice', n: 1 },
        { _id: 'twice', n: 2 },
      ])
      expect(rows.map((row) => row.error ?? 'ok').sort()).toEqual(['conflict', 'ok'])
    })

    test('takes replicated revisions again and again without changing anything', async () => {
      const doc = { _id: 'replica', _rev: '3-c', _revisions: { start: 3, ids: ['c', 'b', 'a'] }, n: 1 }
      await bulk(plain, [doc], { new_edits: false })
      const before = (await changes('since=now')).last_seq
      await bulk(plain, [doc], { new_edits: false })
      expect((await changes(`since=${String(before)}`)).results).toEqual([])
      expect((await member('GET', `/${plain}/replica?revs=true`)).body).toMatchObject({ _rev: '3-c', _revisions: { ids: ['c', 'b', 'a'] } })
    })

    test('says which revisions it lacks', async () => {
      const { rev } = await put(`/${plain}/diff`, { n: 1 })
      const answer = await member('POST', `/${plain}/_revs_diff`, { json: { diff: [rev, '2-zz'], absent: ['1-a'] } })
      expect(answer.body).toMatchObject({ diff: { missing: ['2-zz'] }, absent: { missing: ['1-a'] } })
    })

    test('gives many at once, with their history, and says which are missing', async () => {
      const { rev } = await put(`/${plain}/get-a`, { n: 1 })
      const answer = await member('POST', `/${plain}/_bulk_get?revs=true`, {
        json: { docs: [{ id: 'get-a', rev }, { id: 'get-a' }, { id: 'no-such', rev: '1-a' }] },
      })
      expect(answer.status).toBe(200)
      expect(answer.body).toMatchObject({
        results: [
          { id: 'get-a', docs: [{ ok: { _id: 'get-a', _rev: rev, n: 1, _revisions: { start: 1 } } }] },
          { id: 'get-a', docs: [{ ok: { _rev: rev } }] },
          { id: 'no-such', docs: [{ error: { id: 'no-such', rev: '1-a', error: 'not_found', reason: 'missing' } }] },
        ],
      })
    })

    test('lists all, a range, and wanted keys in their order', async () => {
      await bulk(
        plain,
        ['list-1', 'list-2', 'list-3'].map((_id) => ({ _id, n: _id })),
      )
      const range = await member(
        'GET',
        `/${plain}/_all_docs?startkey=${encodeURIComponent('"list-"')}&endkey=${encodeURIComponent('"list-2"')}&include_docs=true`,
      )
      expect(range.body).toMatchObject({ rows: [{ id: 'list-1', doc: { n: 'list-1' } }, { id: 'list-2' }] })
      const keys = await member('POST', `/${plain}/_all_docs`, { json: { keys: ['list-3', 'nope', 'list-1'] } })
      expect(keys.body).toMatchObject({ rows: [{ id: 'list-3' }, { key: 'nope', error: 'not_found' }, { id: 'list-1' }] })
      const limited = await member('GET', `/${plain}/_all_docs?startkey=${encodeURIComponent('"list-"')}&limit=1&skip=1`)
      expect(limited.body).toMatchObject({ rows: [{ id: 'list-2' }] })
    })
  })

  describe('changes', () => {
    test('gives every document once, from where the client stands', async () => {
      const { last_seq } = await changes('since=now')
      const first = await put(`/${plain}/chg-1`, { n: 1 })
      await put(`/${plain}/chg-2`, { n: 1 })
      const second = await put(`/${plain}/chg-1?rev=${first.rev}`, { n: 2 })
      const page = await changes(`since=${String(last_seq)}&include_docs=true`)
      expect(page.results.map((row) => row.id)).toEqual(['chg-2', 'chg-1'])
      expect(page.results[1]).toMatchObject({ changes: [{ rev: second.rev }], doc: { n: 2 } })
      expect((await changes(`since=${String(page.last_seq)}`)).results).toEqual([])
    })

    test('comes in pages that lose and repeat nothing', async () => {
      const { last_seq } = await changes('since=now')
      const ids = Array.from({ length: 7 }, (_, index) => `page-${index}`)
      for (const id of ids) await put(`/${plain}/${id}`, {})
      const seen: string[] = []
      let since = String(last_seq)
      for (let turn = 0; turn < 4; turn++) {
        const page = await changes(`since=${since}&limit=2`)
        seen.push(...page.results.map((row) => row.id))
        since = String(page.last_seq)
        if (turn < 3) expect(page.pending).toBe(7 - seen.length)
      }
      expect(seen).toEqual(ids)
    })

    test('tells deletions, and every leaf when asked', async () => {
      const { last_seq } = await changes('since=now')
      const { rev } = await put(`/${plain}/del`, {})
      await member('DELETE', `/${plain}/del?rev=${rev}`)
      await bulk(
        plain,
        ['p', 'q'].map((leaf) => ({ _id: 'leaves', _rev: `2-${leaf}`, _revisions: { start: 2, ids: [leaf, 'a'] } })),
        { new_edits: false },
      )
      const page = await changes(`since=${String(last_seq)}&style=all_docs`)
      expect(page.results.find((row) => row.id === 'del')).toMatchObject({ deleted: true })
      expect(
        page.results
          .find((row) => row.id === 'leaves')
          ?.changes.map((one) => one.rev)
          .sort(),
      ).toEqual(['2-p', '2-q'])
    })

    test('waits for the next change when asked to, and no longer than the timeout', async () => {
      const { last_seq } = await changes('since=now')
      const waiting = changes(`since=${String(last_seq)}&feed=longpoll&timeout=20000`)
      await put(`/${plain}/longpoll`, {})
      expect((await waiting).results.map((row) => row.id)).toEqual(['longpoll'])
      const empty = await changes('since=now&feed=longpoll&timeout=300')
      expect(empty.results).toEqual([])
    })

    test('streams what comes when asked to', async () => {
      const { last_seq } = await changes('since=now')
      const answer = await fetch(`${origin}/${plain}/_changes?feed=continuous&since=${String(last_seq)}&heartbeat=500`, {
        headers: basic(user.name, user.password),
      })
      const reader = z.custom<ReadableStream<Uint8Array>>().parse(answer.body).getReader()
      await put(`/${plain}/streamed`, {})
      let text = ''
      while (!text.includes('streamed')) text += Buffer.from((await reader.read()).value ?? []).toString()
      await reader.cancel()
      expect(text).toContain('"id":"streamed"')
    })

    test('gives the wanted documents only', async () => {
      await put(`/${plain}/wanted`, {})
      const answer = await member('POST', `/${plain}/_changes?filter=_doc_ids&since=0`, { json: { doc_ids: ['wanted'] } })
      expect(Changes.parse(answer.body).results.map((row) => row.id)).toEqual(['wanted'])
    })
  })

  describe('attachments', () => {
    test('keeps bytes and names them by MD5', async () => {
      const { rev } = await put(`/${plain}/scan`, { n: 1 })
      const answer = await member('PUT', `/${plain}/scan/bytes?rev=${rev}`, { bytes: png, headers: { 'content-type': 'image/png' } })
      expect(outcome(answer)).toBe('201')
      const digest = `md5-${createHash('md5').update(png).digest('base64')}`
      expect((await member('GET', `/${plain}/scan`)).body).toMatchObject({
        n: 1,
        _attachments: { bytes: { content_type: 'image/png', digest, length: png.length, stub: true } },
      })
      const read = await member('GET', `/${plain}/scan/bytes`)
      expect(read.bytes.equals(png)).toBe(true)
      expect(read.headers.get('content-type')).toBe('image/png')
    })

    test('keeps a scan when its document is changed with a stub, and drops it without (M1)', async () => {
      const made = await put(`/${plain}/stub`, { _attachments: { bytes: { content_type: 'image/png', data: png.toString('base64') } } })
      const read = z.looseObject({ _rev: z.string() }).parse((await member('GET', `/${plain}/stub`)).body)
      const kept = await put(`/${plain}/stub`, { ...read, n: 2 })
      expect(kept.rev).not.toBe(made.rev)
      expect((await member('GET', `/${plain}/stub/bytes`)).bytes.equals(png)).toBe(true)
      await put(`/${plain}/stub?rev=${kept.rev}`, { n: 3 })
      expect((await member('GET', `/${plain}/stub/bytes`)).status).toBe(404)
    })

    test('gives attachments inside a document when asked', async () => {
      await put(`/${plain}/inline`, { _attachments: { bytes: { content_type: 'image/png', data: png.toString('base64') } } })
      expect((await member('GET', `/${plain}/inline?attachments=true`)).body).toMatchObject({
        _attachments: { bytes: { data: png.toString('base64') } },
      })
      const bulkGet = await member('POST', `/${plain}/_bulk_get?attachments=true`, { json: { docs: [{ id: 'inline' }] } })
      expect(bulkGet.body).toMatchObject({ results: [{ docs: [{ ok: { _attachments: { bytes: { data: png.toString('base64') } } } }] }] })
    })

    test('refuses a stub of bytes that it does not have', async () => {
      const answer = await member('PUT', `/${plain}/no-bytes`, {
        json: {
          _attachments: { bytes: { stub: true, content_type: 'image/png', digest: 'md5-AAAAAAAAAAAAAAAAAAAAAA==', length: 3, revpos: 1 } },
        },
      })
      expect(answer.status).toBe(412)
    })
  })

  describe('rules', () => {
    const write = async (database: string, doc: unknown): Promise<string> => {
      const [row] = await bulk(database, [doc])
      return row?.error === undefined ? 'ok' : `${row.error}: ${row.reason}`
    }

    test('takes a dossier of an author who holds the role, refuses the neighbour of one who does not', async () => {
      const updated = { at: '2026-11-20T08:30:00+07:00', by: 'person:cu.nv', byName: 'Cũ', role: 'one_stop_official' }
      const rows = await bulk(agency.dossiers, [makeDossier(), makeDossier({ updated }), makeDossier()])
      expect(rows.map((row) => (row.error === undefined ? 'ok' : `${row.error}: ${row.reason}`))).toEqual([
        'ok',
        'forbidden: role-missing: one_stop_official',
        'ok',
      ])
    })

    test('refuses an author nobody knows', async () => {
      const updated = { at: '2026-11-20T08:30:00+07:00', by: 'person:la.ai', byName: 'Lạ', role: 'one_stop_official' }
      expect(await write(agency.dossiers, makeDossier({ updated }))).toBe('forbidden: author-unknown: person:la.ai')
    })

    test('refuses what is no dossier', async () => {
      expect(await write(agency.dossiers, { _id: 'x' })).toBe('forbidden: field-invalid: kind')
      expect(await write(agency.dossiers, makeDossier({ code: 'x' }))).toBe('forbidden: field-invalid: code')
      expect(await write(agency.dossiers, makeDossier({ id: 'dossier:other' }))).toBe('forbidden: field-invalid: id')
    })

    test('takes the steps that the law knows and refuses the others', async () => {
      const dossier = makeDossier()
      const made = await put(`/${agency.dossiers}/${dossier._id}`, dossier)
      const forwarded = moveDossier({ ...dossier, _rev: made.rev }, { status: 4, stage: 'examining', role: 'one_stop_official' })
      const [first] = await bulk(agency.dossiers, [forwarded])
      expect(first).toMatchObject({ ok: true })
      const back = moveDossier({ ...forwarded, _rev: first?.rev }, { status: 3, role: 'one_stop_official' })
      expect(await write(agency.dossiers, { ...back, refusal: {} })).toBe('forbidden: transition-forbidden: 4 → 3')
      const numbered = moveDossier({ ...forwarded, _rev: first?.rev }, { status: 9, by: 'person:chi.lt', role: 'specialist' })
      expect(await write(agency.dossiers, { ...numbered, decision: {}, result: {} })).toBe('forbidden: role-missing: specialist → 9')
      expect(await write(agency.dossiers, { _id: dossier._id, _rev: first?.rev, _deleted: true })).toBe('forbidden: dossier-never-deleted')
    })

    test('judges replicated revisions too', async () => {
      const dossier = makeDossier({ code: 'x' })
      const rows = await bulk(agency.dossiers, [{ ...dossier, _rev: '1-a', _revisions: { start: 1, ids: ['a'] } }], { new_edits: false })
      expect(rows).toMatchObject([{ id: dossier._id, error: 'forbidden' }])
      expect((await member('GET', `/${agency.dossiers}/${dossier._id}`)).status).toBe(404)
    })

    test('keeps the journal as it was written', async () => {
      const event = makeEvent()
      const made = await put(`/${agency.journal}/${event._id}`, event)
      expect(await write(agency.journal, { ...event, _rev: made.rev, note: 'khác' })).toBe('forbidden: event-unchangeable')
      expect(await write(agency.journal, { _id: event._id, _rev: made.rev, _deleted: true })).toBe('forbidden: event-unchangeable')
      expect(await write(agency.journal, makeEvent({ author: 'person:la.ai' }))).toBe('forbidden: author-unknown: person:la.ai')
    })

    test('takes a page once, under the name of its bytes', async () => {
      const page = makePage(png)
      expect(await write(agency.pages, page)).toBe('ok')
      expect(await write(agency.pages, page)).toBe('conflict: Document update conflict.')
      expect(await write(agency.pages, makePage(randomBytes(10), { mediaType: 'text/html' }))).toBe('forbidden: field-invalid: mediaType')
      expect(await write(agency.pages, makePage(randomBytes(10), { _attachments: {} }))).toBe('forbidden: field-invalid: _attachments')
    })

    test('answers a single refused document with 403 and the reason', async () => {
      expect(outcome(await member('PUT', `/${agency.dossiers}/x`, { json: {} }))).toBe('403 forbidden: field-invalid: kind')
    })

    test('follows a change of authors at once', async () => {
      const security = z
        .looseObject({ authors: z.record(z.string(), z.unknown()) })
        .parse((await admin('GET', `/${agency.dossiers}/_security`)).body)
      const updated = { at: '2026-11-20T08:30:00+07:00', by: 'person:moi.nt', byName: 'Mới', role: 'one_stop_official' }
      expect(await write(agency.dossiers, makeDossier({ updated }))).toBe('forbidden: author-unknown: person:moi.nt')
      const authors = { ...security.authors, 'person:moi.nt': { roles: [{ role: 'one_stop_official', since: '2026-01-01', until: null }] } }
      await admin('PUT', `/${agency.dossiers}/_security`, { json: { ...security, authors } })
      expect(await write(agency.dossiers, makeDossier({ updated }))).toBe('ok')
    })
  })

  describe('bad requests', () => {
    test.each<[string, string, string, string, Record<string, string>, RegExp]>([
      ['torn JSON', 'POST', '/_bulk_docs', '{"docs":', { 'content-type': 'application/json' }, /^400 bad_request/],
      ['no list of documents', 'POST', '/_bulk_docs', '{}', { 'content-type': 'application/json' }, /^400 bad_request/],
      ['documents that are none', 'POST', '/_bulk_docs', '{"docs":[1]}', { 'content-type': 'application/json' }, /^400 bad_request/],
      ['a type that is not JSON', 'POST', '/_bulk_docs', '{"docs":[]}', { 'content-type': 'text/plain' }, /^415 bad_content_type/],
      ['an unknown special member', 'PUT', '/bad1', '{"_foo":1}', { 'content-type': 'application/json' }, /^400 doc_validation/],
      ['a reserved id', 'PUT', '/_foo', '{}', { 'content-type': 'application/json' }, /^4\d\d /],
      ['a revision that is none', 'PUT', '/bad2?rev=zzz', '{}', { 'content-type': 'application/json' }, /^400 bad_request/],
      ['a list for a document', 'PUT', '/bad3', '[]', { 'content-type': 'application/json' }, /^400 bad_request/],
      ['a bad sequence', 'GET', '/_changes?since=zzz', '', {}, /^400 bad_request/],
      ['a bad limit', 'GET', '/_all_docs?limit=zzz', '', {}, /^400 query_parse_error/],
      ['bad keys', 'POST', '/_all_docs', '{"keys":1}', { 'content-type': 'application/json' }, /^400 bad_request/],
    ])('answers %s with a code and without a stack', async (_name, method, path, text, headers, expected) => {
      const answer = await member(method, `/${plain}${path}`, { ...(text === '' ? {} : { bytes: Buffer.from(text) }), headers })
      expect(outcome(answer)).toMatch(expected)
      expect(answer.bytes.toString()).not.toMatch(/\bat .*\(.*:\d+/)
    })
  })
})
