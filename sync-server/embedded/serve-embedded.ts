import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import { z } from 'zod'
import { allDocs, bulkDocs, bulkGet, revsDiff } from './bulk-routes.ts'
import { answerChanges } from './changes-feed.ts'
import { badRequest, CouchError, notFound } from './couch-error.ts'
import { DatabaseRegistry } from './database-registry.ts'
import { diskFull, isDiskFull } from './disk-room.ts'
import type { KnownValidators } from './document-database.ts'
import { answerDocument } from './document-routes.ts'
import { answerRoom } from './evict-bytes.ts'
import { type CouchAnswer, type CouchRequest, jsonBody } from './request.ts'
import { requireMember, requireServerAdmin } from './security.ts'
import { answerSecurity, answerServer, changeDatabase, describeDatabase, type ServerRequest, sessionCookie } from './server-routes.ts'
import { type AdminAccount, Sessions } from './sessions.ts'
import { answerView } from './view-index.ts'
import { writeOne } from './write-documents.ts'

export type EmbeddedOptions = {
  dataDir: string
  admin: AdminAccount
  known: KnownValidators
  host?: string
  port?: number
  passwordIterations?: number
  cookieSeconds?: number
  bodyLimitBytes?: number
}

export type EmbeddedStore = { origin: string; close(): Promise<void> }

/** Serves the small CouchDB-protocol store. On the loopback address unless the caller says otherwise. */
export async function serveEmbedded(options: EmbeddedOptions): Promise<EmbeddedStore> {
  mkdirSync(options.dataDir, { recursive: true, mode: 0o700 })
  const registry = await DatabaseRegistry.open(options.dataDir, options.known)
  if (!registry.list().includes('_users')) await registry.create('_users')
  const cookieSeconds = options.cookieSeconds ?? 600
  const secret = readSecret(options.dataDir)
  const passwordIterations = options.passwordIterations ?? 600_000
  const sessions = new Sessions({
    users: () => registry.get('_users'),
    admin: options.admin,
    secret,
    lifetimeSeconds: cookieSeconds,
    iterations: passwordIterations,
  })
  const closing = new AbortController()
  const server = Fastify({ bodyLimit: options.bodyLimitBytes ?? 64 * 1024 * 1024, forceCloseConnections: true })
  server.removeAllContentTypeParsers()
  server.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
  server.setErrorHandler(answerError)
  server.all('/*', (request, reply) =>
    answer(request, reply, { registry, sessions, passwordIterations, cookieSeconds, closing: closing.signal }),
  )
  const origin = await server.listen({ host: options.host ?? '127.0.0.1', port: options.port ?? 0 })
  return { origin, close: () => close(server, registry, closing) }
}

async function close(server: FastifyInstance, registry: DatabaseRegistry, closing: AbortController): Promise<void> {
  closing.abort()
  await server.close()
  await registry.close()
}

type Parts = { registry: DatabaseRegistry; sessions: Sessions; passwordIterations: number; cookieSeconds: number; closing: AbortSignal }

async function answer(request: FastifyRequest, reply: FastifyReply, parts: Parts): Promise<unknown> {
  const url = new URL(request.raw.url ?? '/', 'http://store')
  const path = splitPath(request.raw.url ?? '/')
  const identity = await parts.sessions.identify(request.headers)
  if (identity.renewedToken !== null) reply.header('set-cookie', sessionCookie(identity.renewedToken, parts.cookieSeconds))
  const gone = new AbortController()
  reply.raw.once('close', () => gone.abort())
  const common: ServerRequest = {
    ...parts,
    identity,
    method: request.method,
    rest: path.slice(1),
    query: url.searchParams,
    headers: request.headers,
    body: z.instanceof(Buffer).catch(Buffer.alloc(0)).parse(request.body),
    user: identity.user,
    raw: reply.raw,
    gone: AbortSignal.any([gone.signal, parts.closing]),
  }
  const answered = await route(common, path[0] ?? '')
  if (answered === null) return reply.hijack()
  return send(reply, request.method, answered)
}

async function route(request: ServerRequest, first: string): Promise<CouchAnswer> {
  const atServer = await answerServer(request, first)
  if (atServer !== undefined) return atServer
  const onDatabase = request.rest.length === 0
  if (onDatabase && (request.method === 'PUT' || request.method === 'DELETE')) return changeDatabase(request, first)
  const database = request.registry.get(first)
  if (first === '_users' && /^_(all_docs|changes)$/.test(request.rest[0] ?? '')) requireServerAdmin(request.user)
  requireMember(request.user, database.security)
  return routeDatabase({ ...request, database })
}

async function routeDatabase(request: CouchRequest): Promise<CouchAnswer> {
  const [second = '', third, ...more] = request.rest
  if (second === '') return answerDatabase(request)
  if (second === '_security') return answerSecurity(request)
  if (second === '_changes') return answerChanges(request)
  if (second === '_bulk_docs') return bulkDocs(request)
  if (second === '_bulk_get') return bulkGet(request)
  if (second === '_all_docs') return allDocs(request)
  if (second === '_revs_diff') return revsDiff(request)
  if (second === '_evict' || second === '_size' || second === '_compact') return answerRoom(request, second)
  if (second === '_ensure_full_commit') return { status: 201, body: { ok: true, instance_start_time: '0' } }
  if (second === '_design' || second === '_local') {
    if (third === undefined || third === '') throw badRequest('Invalid path.')
    const [inside, view] = more
    if (second === '_design' && inside === '_view' && view !== undefined) return answerView(request, third, view)
    return answerDocument(request, `${second}/${third}`, more.length === 0 ? null : more.join('/'))
  }
  if (second.startsWith('_') && !second.startsWith('_design/') && !second.startsWith('_local/')) throw notFound('missing')
  return answerDocument(request, second, third === undefined ? null : [third, ...more].join('/'))
}

async function answerDatabase(request: CouchRequest): Promise<CouchAnswer> {
  if (request.method === 'GET' || request.method === 'HEAD') return describeDatabase(request)
  if (request.method !== 'POST') throw new CouchError(405, 'method_not_allowed', 'Only DELETE,GET,HEAD,POST allowed')
  return { status: 201, body: { ok: true, ...(await writeOne(request, jsonBody(request))) } }
}

function splitPath(url: string): string[] {
  try {
    const parts = (url.split('?')[0] ?? '/').split('/').slice(1).map(decodeURIComponent)
    return parts.at(-1) === '' && parts.length > 1 ? parts.slice(0, -1) : parts
  } catch {
    throw badRequest('Invalid percent encoding in the path.')
  }
}

function send(reply: FastifyReply, method: string, answered: Exclude<CouchAnswer, null>): FastifyReply {
  reply.code(answered.status).headers({ 'cache-control': 'must-revalidate', ...answered.headers })
  if (Buffer.isBuffer(answered.body)) return reply.send(answered.body)
  reply.header('content-type', 'application/json')
  return reply.send(method === 'HEAD' ? '' : `${JSON.stringify(answered.body)}\n`)
}

function answerError(error: Error & { statusCode?: number; code?: string }, _request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const couch = asCouchError(error)
  return reply
    .code(couch.status)
    .header('content-type', 'application/json')
    .send(`${JSON.stringify({ error: couch.error, reason: couch.reason })}\n`)
}

function asCouchError(error: Error & { statusCode?: number }): CouchError {
  if (error instanceof CouchError) return error
  if (isDiskFull(error)) return diskFull()
  if (error instanceof z.ZodError || error instanceof SyntaxError) return badRequest('invalid request')
  if (error.statusCode === 413) return new CouchError(413, 'too_large', 'the request entity is too large')
  if (error.statusCode !== undefined && error.statusCode >= 400 && error.statusCode < 500)
    return new CouchError(error.statusCode, 'bad_request', 'invalid request')
  return new CouchError(500, 'internal_server_error', 'The store could not do this.')
}

/** The key of the session cookies; kept, so that sessions outlive a restart. */
function readSecret(dataDir: string): string {
  const file = join(dataDir, 'session-secret')
  if (!existsSync(file)) writeFileSync(file, randomBytes(32).toString('hex'), { mode: 0o600, flush: true })
  return readFileSync(file, 'utf8')
}
