import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { networkInterfaces, tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { type EmbeddedStore, serveEmbedded } from '#sync-server/embedded/serve-embedded.ts'
import { knownRules } from '#sync-server/provision/design-documents.ts'
import { basic, type CouchClient, openClient, outcome } from './couch-client.ts'

const administrator = { name: 'boss', password: 'only-for-this-test' }
let folder = ''
let store: EmbeddedStore
let admin: CouchClient

const start = (): Promise<EmbeddedStore> =>
  serveEmbedded({ dataDir: folder, admin: administrator, known: knownRules(), passwordIterations: 1000, bodyLimitBytes: 1_000_000 })

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'mc-embedded-'))
  store = await start()
  admin = openClient(store.origin, basic(administrator.name, administrator.password))
  await admin('PUT', '/db')
})

afterAll(async () => {
  await store.close()
  rmSync(folder, { recursive: true })
})

test('refuses a validator that it was not built with, and never runs it', async () => {
  const foreign = { validate_doc_update: 'function () { process.exit(1) }' }
  expect(outcome(await admin('PUT', '/db/_design/foreign', { json: foreign }))).toMatch(/^403 forbidden/)
  expect(outcome(await admin('PUT', '/db/plain', { json: {} }))).toBe('201')
})

test('answers a number that is none with 400', async () => {
  expect(outcome(await admin('GET', '/db/_changes?limit=zzz'))).toMatch(/^400 query_parse_error/)
})

test('refuses a body above its limit and stays up', async () => {
  expect((await admin('PUT', '/db/big', { json: { text: 'x'.repeat(1_100_000) } })).status).toBe(413)
  expect((await admin('GET', '/db')).status).toBe(200)
})

test('writes an image anew that comes again after its bytes were taken off', async () => {
  const image = () => ({ _attachments: { bytes: { content_type: 'image/png', data: Buffer.from('one page').toString('base64') } } })
  const first = await admin('PUT', '/db/image', { json: image() })
  expect((await admin('POST', '/db/_evict', { json: { ids: ['image'], needed: 1 } })).body).toEqual({ pages: 1, freed: 8 })
  expect((await admin('GET', '/db/image/bytes')).status).toBe(410)
  const { rev } = z.object({ rev: z.string() }).parse(first.body)
  expect(outcome(await admin('DELETE', `/db/image?rev=${rev}`))).toBe('200')
  expect(outcome(await admin('PUT', '/db/image', { json: image() }))).toBe('201')
  expect((await admin('GET', '/db/image/bytes')).status).toBe(200)
  expect(outcome(await admin('GET', '/db/image?attachments=true'))).toBe('200')
})

test('listens on the loopback address only', async () => {
  const outside = Object.values(networkInterfaces()).flatMap((list) => list ?? [])
  const address = outside.find((one) => one.family === 'IPv4' && !one.internal)?.address
  if (address === undefined) return
  const url = new URL(store.origin)
  url.hostname = address
  await expect(fetch(url)).rejects.toThrow()
})

test('keeps documents, rights, users and open sessions over a restart', async () => {
  await admin('PUT', '/_users/org.couchdb.user:may', { json: { type: 'user', name: 'may', roles: ['desk'], password: 'p' } })
  await admin('PUT', '/kept')
  await admin('PUT', '/kept/_security', {
    json: { admins: { names: [], roles: [] }, members: { names: [], roles: ['desk'] }, authors: { a: 1 } },
  })
  await admin('PUT', '/kept/doc', { json: { n: 1 } })
  const signedIn = await openClient(store.origin, {})('POST', '/_session', { json: { name: 'may', password: 'p' } })
  const cookie = signedIn.headers.get('set-cookie')?.split(';')[0] ?? ''
  const { last_seq } = z.looseObject({ last_seq: z.string() }).parse((await admin('GET', '/kept/_changes')).body)
  await store.close()
  store = await start()
  admin = openClient(store.origin, basic(administrator.name, administrator.password))
  const desk = openClient(store.origin, { cookie })
  expect((await desk('GET', '/kept/doc')).body).toMatchObject({ n: 1 })
  expect((await admin('GET', '/kept/_security')).body).toHaveProperty('authors')
  expect((await desk('GET', `/kept/_changes?since=${last_seq}`)).body).toMatchObject({ results: [], last_seq })
})

test('holds every document that it acknowledged when it is killed', async () => {
  const data = mkdtempSync(join(tmpdir(), 'mc-killed-'))
  const program = fileURLToPath(new URL('./store-process.ts', import.meta.url))
  const run = async (): Promise<{ origin: string; kill: () => Promise<void> }> => {
    const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', program, data, administrator.password], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const [line] = await once(createInterface({ input: child.stdout }), 'line')
    return {
      origin: z.string().parse(line),
      async kill() {
        const exited = once(child, 'exit')
        child.kill('SIGKILL')
        await exited
      },
    }
  }
  const first = await run()
  const before = openClient(first.origin, basic(administrator.name, administrator.password))
  await before('PUT', '/db')
  const acknowledged: string[] = []
  const writing = Array.from({ length: 200 }, async (_, index) => {
    const answer = await before('PUT', `/db/doc-${index}`, { json: { index } }).catch(() => undefined)
    if (answer?.status === 201) acknowledged.push(`doc-${index}`)
    if (index === 100) await first.kill()
  })
  await Promise.all(writing)
  expect(acknowledged.length).toBeGreaterThan(0)
  const second = await run()
  const after = openClient(second.origin, basic(administrator.name, administrator.password))
  const { rows } = z.looseObject({ rows: z.array(z.looseObject({ id: z.string() })) }).parse((await after('GET', '/db/_all_docs')).body)
  expect(rows.map((row) => row.id)).toEqual(expect.arrayContaining(acknowledged))
  await second.kill()
  rmSync(data, { recursive: true })
})
