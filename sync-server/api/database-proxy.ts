import { request as httpRequest, type IncomingMessage } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { ApiError } from './api-error.ts'
import { type DeviceCredential, readDeviceCredential, requireDeviceToken } from './authenticate.ts'
import type { CentreContext } from './centre-context.ts'
import { unavailable } from './couch-sessions.ts'

const databaseName = /^(catalog|cases|agency-[a-z][a-z0-9-]{1,40}-(dossiers|journal|pages))$/

/** What a desk may ask of a database, by method and path below it. Rights, design documents and purging are not among it. */
const allowed: { methods: string[]; path: RegExp }[] = [
  { methods: ['GET', 'HEAD'], path: /^$/ },
  { methods: ['GET', 'POST'], path: /^_(changes|all_docs)$/ },
  { methods: ['POST'], path: /^_(bulk_docs|bulk_get|revs_diff)$/ },
  { methods: ['GET', 'HEAD', 'PUT'], path: /^[^_/][^/]*(\/[^/]+)*$/ },
]

const sentHeaders = ['accept', 'content-type', 'content-length', 'if-match', 'if-none-match']
const givenHeaders = ['content-type', 'content-length', 'content-md5', 'content-encoding', 'etag', 'cache-control', 'location']

/** `/centre/db/<database>/…`: CouchDB's protocol under the device's own session. Bodies pass through as a stream. */
export function routeDatabases(app: FastifyInstance, context: CentreContext): void {
  app.addHook('onRequest', async (request, reply) => {
    // A feed that waits for news keeps nobody waiting.
    if (!/[?&]feed=/.test(request.url)) reply.raw.once('close', context.traffic.begin())
  })
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', (_request, _payload, done) => done(null))
  app.all<{ Params: { database: string } }>('/:database', (request, reply) => pass(context, request, reply))
  app.all<{ Params: { database: string } }>('/:database/*', (request, reply) => pass(context, request, reply))
}

type DatabaseRequest = FastifyRequest<{ Params: { database: string } }>

async function pass(context: CentreContext, request: DatabaseRequest, reply: FastifyReply): Promise<FastifyReply> {
  const target = targetOf(request)
  const credential = readDeviceCredential(request)
  const token = await requireDeviceToken(context, credential)
  const answer = await send(context, request, reply, { target, token })
  if (answer.statusCode === 401) {
    answer.destroy()
    await checkStillEnrolled(context, credential)
    throw new ApiError(401, 'session_expired', 'Phiên của máy vừa được làm mới, xin gửi lại.')
  }
  if (isElsewhere(context, request, answer.statusCode)) {
    answer.destroy()
    return passFromCentre(context, reply, target, credential)
  }
  context.sessions.renew(credential.account, credential.secret, answer.headers['set-cookie'])
  for (const name of givenHeaders) if (answer.headers[name] !== undefined) reply.header(name, answer.headers[name])
  return reply.code(answer.statusCode ?? 502).send(answer)
}

const pageBytes = /^\/centre\/db\/agency-[a-z0-9-]+-pages\/page[^/?]*\/bytes$/

/** A page image that a hub took off its disk, or never brought here. */
function isElsewhere({ hub }: CentreContext, { method, url }: FastifyRequest, status: number | undefined): boolean {
  return hub !== undefined && method === 'GET' && (status === 404 || status === 410) && pageBytes.test(url)
}

async function passFromCentre(
  { hub }: CentreContext,
  reply: FastifyReply,
  target: string,
  credential: DeviceCredential,
): Promise<FastifyReply> {
  const answer = await hub?.readFromCentre(target, credential)
  if (answer === undefined) throw unavailable()
  for (const name of ['content-type', 'content-length', 'etag']) {
    const value = answer.headers.get(name)
    if (value !== null) reply.header(name, value)
  }
  return reply.code(answer.status).send(answer.body === null ? null : Readable.from(answer.body))
}

/** Path and query as they came, once the names are ones that a desk may use. */
function targetOf(request: DatabaseRequest): string {
  const { database } = request.params
  if (!databaseName.test(database)) throw new ApiError(404, 'unknown_database', 'Không có cơ sở dữ liệu này.')
  const url = request.raw.url ?? ''
  const rest = url.slice(url.indexOf('/centre/db/') + '/centre/db/'.length)
  const [path = '', query] = rest.split('?', 2)
  const below = path.split('/').slice(1).join('/')
  const ok = allowed.some((rule) => rule.methods.includes(request.method) && rule.path.test(decode(below)))
  if (!ok) throw new ApiError(405, 'not_allowed', 'Máy không được gọi chức năng này.')
  return `/${database}${below === '' ? '' : `/${below}`}${query === undefined ? '' : `?${query}`}`
}

function decode(path: string): string {
  try {
    const decoded = decodeURIComponent(path)
    if (decoded.split('/').some((part) => part === '..' || part === '.')) throw new Error('dots')
    return decoded
  } catch {
    throw new ApiError(400, 'invalid_request', 'Đường dẫn không hợp lệ.')
  }
}

/** A dead session is made anew by the desk's next try; a revoked device is told so at once. */
async function checkStillEnrolled(context: CentreContext, credential: DeviceCredential): Promise<void> {
  context.sessions.forget(credential.account, credential.secret)
  await requireDeviceToken(context, credential)
}

type Way = { target: string; token: string }

/** Batches up to this size are taken in whole before their turn comes, so that a poor line holds nobody up. */
const shortBatchBytes = 1024 * 1024

/**
 * CouchDB starts a process for each batch that it has to judge beside the others and teaches it the rules first: three hundred desks that
 * come back together would cost it more in that than in judging.
 */
async function send(context: CentreContext, request: FastifyRequest, reply: FastifyReply, way: Way): Promise<IncomingMessage> {
  const bytes = Number(request.headers['content-length'] ?? Number.POSITIVE_INFINITY)
  if (!/\/_bulk_docs$/.test(way.target) || !(bytes <= shortBatchBytes))
    return forward(context, request, reply, { ...way, body: request.raw })
  const body = await buffer(request.raw).catch(() => {
    throw deskGone()
  })
  return context.writes.take(() => forward(context, request, reply, { ...way, body: Readable.from([body]) }))
}

async function forward(
  context: CentreContext,
  request: FastifyRequest,
  reply: FastifyReply,
  way: Way & { body: Readable },
): Promise<IncomingMessage> {
  const url = new URL(way.target, context.central.url)
  const headers: Record<string, string> = { cookie: `AuthSession=${way.token}` }
  for (const name of sentHeaders) {
    const value = request.headers[name]
    if (typeof value === 'string') headers[name] = value
  }
  // It may have hung up while we signed in or waited: its `close` will not come again.
  if (reply.raw.destroyed) throw deskGone()
  const send = url.protocol === 'https:' ? httpsRequest : httpRequest
  return new Promise((resolve, reject) => {
    const outgoing = send(url, { method: request.method, headers }, resolve)
    let gone = false
    outgoing.once('error', () => reject(gone ? deskGone() : unavailable()))
    // A desk that goes away must not leave a long poll open at CouchDB.
    reply.raw.once('close', () => {
      gone = true
      outgoing.destroy()
    })
    way.body.pipe(outgoing)
  })
}

/** The desk hung up in mid-request: nobody reads this answer, and nothing is wrong with the centre. */
const deskGone = (): ApiError => new ApiError(499, 'desk_gone', 'Máy trạm đã ngắt kết nối.')
