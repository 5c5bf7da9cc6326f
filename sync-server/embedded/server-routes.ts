import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { writeBackup } from './backup.ts'
import { badRequest, CouchError } from './couch-error.ts'
import { type CouchAnswer, type CouchRequest, count, header, jsonBody, parseJson } from './request.ts'
import { requireDatabaseAdmin, requireServerAdmin, SecurityObject } from './security.ts'
import type { Identity, Sessions } from './sessions.ts'
import { embeddedVendor } from './vendor.ts'

/** A call that names no database. */
export type ServerRequest = Omit<CouchRequest, 'database'> & { identity: Identity; sessions: Sessions; cookieSeconds: number }

/** `/`, `/_up`, `/_uuids`, `/_all_dbs`, `/_session`; undefined where the path names a database. */
export async function answerServer(request: ServerRequest, first: string): Promise<CouchAnswer | undefined> {
  if (first === '') return { status: 200, body: { couchdb: 'Welcome', version: '3.5.0', features: [], vendor: { name: embeddedVendor } } }
  if (first === '_session') return answerSession(request)
  if (first === '_backup') return answerBackup(request)
  if (first === '_up') return { status: 200, body: { status: 'ok', seeds: {} } }
  if (first === '_uuids') {
    const uuids = Array.from({ length: Math.min(count(request.query, 'count') ?? 1, 1000) }, () => randomUUID().replaceAll('-', ''))
    return { status: 200, body: { uuids } }
  }
  if (first === '_all_dbs') {
    requireServerAdmin(request.user)
    return { status: 200, body: request.registry.list() }
  }
  if (first === '_dbs_info' && request.method === 'POST') return describeDatabases(request)
  return undefined
}

/** `_dbs_info`: how far several databases are, in one answer. */
async function describeDatabases(request: ServerRequest): Promise<CouchAnswer> {
  requireServerAdmin(request.user)
  const { keys } = z.object({ keys: z.array(z.string()) }).parse(jsonBody(request))
  const known = new Set(request.registry.list())
  const describe = async (key: string): Promise<unknown> =>
    known.has(key)
      ? { key, info: (await describeDatabase({ ...request, database: request.registry.get(key) }))?.body }
      : { key, error: 'not_found' }
  return { status: 200, body: await Promise.all(keys.map(describe)) }
}

async function answerSession(request: ServerRequest): Promise<CouchAnswer> {
  if (request.method === 'DELETE')
    return { status: 200, body: { ok: true }, headers: { 'set-cookie': 'AuthSession=; Version=1; Path=/; HttpOnly; Max-Age=0' } }
  if (request.method === 'GET' || request.method === 'HEAD') {
    const info = {
      authentication_handlers: ['cookie', 'default'],
      ...(request.identity.by === null ? {} : { authenticated: request.identity.by }),
    }
    return { status: 200, body: { ok: true, userCtx: request.user, info } }
  }
  if (request.method !== 'POST') throw new CouchError(405, 'method_not_allowed', 'Only DELETE,GET,HEAD,POST allowed')
  const { name, password } = readCredentials(request)
  const { user, token } = await request.sessions.signIn(name, password)
  return { status: 200, body: { ok: true, ...user }, headers: { 'set-cookie': sessionCookie(token, request.cookieSeconds) } }
}

const Credentials = z.object({ name: z.string(), password: z.string() })

function readCredentials(request: ServerRequest): z.infer<typeof Credentials> {
  const type = header(request, 'content-type') ?? ''
  const form = /^application\/x-www-form-urlencoded\b/i.test(type)
  if (!form && !/^application\/json\b/i.test(type)) throw new CouchError(415, 'bad_content_type', 'Content-Type must be application/json')
  const input = form ? Object.fromEntries(new URLSearchParams(request.body.toString('utf8'))) : parseJson(request.body)
  const parsed = Credentials.safeParse(input)
  if (!parsed.success) throw badRequest('request body must contain a username and a password')
  return parsed.data
}

export function sessionCookie(token: string, seconds: number): string {
  const expires = new Date(Date.now() + seconds * 1000).toUTCString()
  return `AuthSession=${token}; Version=1; Expires=${expires}; Max-Age=${seconds}; Path=/; HttpOnly`
}

const BackupWish = z.object({ to: z.string().min(1), key: z.string().regex(/^[0-9a-f]{64}$/) })

/** `POST /_backup {to, key}`: a consistent copy of the running store into a folder of this PC, sealed with the key. The server's administrator only. */
async function answerBackup(request: ServerRequest): Promise<CouchAnswer> {
  requireServerAdmin(request.user)
  if (request.method !== 'POST') throw new CouchError(405, 'method_not_allowed', 'Only POST allowed')
  const wish = BackupWish.safeParse(parseJson(request.body))
  if (!wish.success) throw badRequest('`to` must name a folder and `key` be 64 hex digits')
  return { status: 201, body: await writeBackup(request.registry, wish.data.to, Buffer.from(wish.data.key, 'hex')) }
}

/** `PUT /db`, `DELETE /db`: server administrators only. */
export async function changeDatabase(request: ServerRequest, name: string): Promise<CouchAnswer> {
  requireServerAdmin(request.user)
  if (request.method === 'DELETE') {
    await request.registry.remove(name)
    return { status: 200, body: { ok: true } }
  }
  await request.registry.create(name)
  return { status: 201, body: { ok: true } }
}

/** `GET /db`. */
export async function describeDatabase(request: CouchRequest): Promise<CouchAnswer> {
  const { doc_count, update_seq } = await request.database.pouch.info()
  return {
    status: 200,
    body: { db_name: request.database.name, doc_count, update_seq: `${update_seq}-${request.database.epoch}`, props: {} },
  }
}

/** `/db/_security`. */
export async function answerSecurity(request: CouchRequest): Promise<CouchAnswer> {
  if (request.method === 'GET') return { status: 200, body: request.database.security }
  if (request.method !== 'PUT') throw new CouchError(405, 'method_not_allowed', 'Only GET,PUT allowed')
  requireDatabaseAdmin(request.user, request.database.security)
  const security = SecurityObject.safeParse(parseJson(request.body))
  if (!security.success) throw badRequest('_security must be an object with `admins` and `members`')
  await request.registry.setSecurity(request.database.name, security.data)
  return { status: 200, body: { ok: true } }
}
