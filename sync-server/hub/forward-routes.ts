import type { FastifyInstance, FastifyReply, FastifyRequest, HTTPMethods } from 'fastify'
import { ApiError } from '#sync-server/api/api-error.ts'
import { requireOfficial } from '#sync-server/api/authenticate.ts'
import type { CentreContext } from '#sync-server/api/centre-context.ts'
import { provinceCookie, readCookie } from '#sync-server/api/cookies.ts'
import { askAsDesk, centreSignInNeeded, type Upstream } from './pass-on.ts'

/**
 * What only the centre can answer: the unit's oversight, reports, work handed in, figures,
 * settings of the province, and the dossiers that no desk of the office holds.
 */
const forwarded: { method: HTTPMethods[]; path: string }[] = [
  { method: ['GET'], path: '/oversight' },
  { method: ['GET'], path: '/oversight/units' },
  { method: ['POST'], path: '/duplicates/:id/dismiss' },
  { method: ['POST'], path: '/reports' },
  { method: ['GET', 'POST'], path: '/handed-in' },
  { method: ['GET', 'POST', 'PUT'], path: '/handed-in/*' },
  { method: ['PUT', 'POST'], path: '/device-key' },
  { method: ['GET', 'POST'], path: '/day-closes' },
  { method: ['GET'], path: '/day-closes/*' },
  { method: ['GET', 'PUT'], path: '/settings/numbering' },
  { method: ['DELETE'], path: '/devices/:id' },
  { method: ['GET'], path: '/search' },
  { method: ['GET'], path: '/dossiers/:id' },
  { method: ['GET'], path: '/open-dossiers' },
  { method: ['GET', 'POST'], path: '/outside/*' },
  { method: ['GET', 'POST'], path: '/indicators/*' },
  { method: ['GET', 'POST'], path: '/operations/keys' },
  { method: ['DELETE'], path: '/operations/keys/:id' },
]

export type ForwardParts = Upstream & { context: CentreContext; done(request: FastifyRequest): unknown }

const bodyLimit = 64 * 1024 * 1024

/** Passes on, each request in the name of the desk and of the official that ask. `done` hears of what the centre took. */
export function routeForwarded(door: FastifyInstance, { context, done, ...upstream }: ForwardParts): void {
  door.addHook('onRequest', guardKind)
  door.removeAllContentTypeParsers()
  door.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit }, (_request, body, ready) => ready(null, body))
  for (const { method, path } of forwarded)
    door.route({
      method,
      url: path,
      bodyLimit,
      async handler(request, reply) {
        if (path === '/oversight') await requireKnownAdministrator(context, request, reply)
        const answer = await passOn(upstream, request, reply)
        if (reply.statusCode < 300) done(request)
        return answer
      },
    })
}

async function passOn(upstream: Upstream, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { status, type, body } = await askAsDesk(upstream, { request, reply }, Buffer.isBuffer(request.body) ? request.body : undefined)
  return reply.code(status).header('content-type', type).header('cache-control', 'no-store').send(body)
}

/** The centre shows an administrator more than it shows the desk alone; without their session there it would leave that out and not say so. */
async function requireKnownAdministrator(context: CentreContext, request: FastifyRequest, reply: FastifyReply): Promise<void> {
  if (readCookie(request, provinceCookie) !== undefined) return
  const official = await requireOfficial(context, request, reply).catch((error: unknown) => {
    if (!(error instanceof ApiError && error.status === 401)) throw error
  })
  if (official?.administrator === true) throw centreSignInNeeded()
}

/** JSON, and images of handed-in pages: neither can be sent by a form of another site. */
async function guardKind(request: FastifyRequest): Promise<void> {
  const type = request.headers['content-type']
  if (type === undefined || /^(application\/json|image\/(png|jpeg))\b/i.test(type)) return
  throw new ApiError(415, 'unsupported_media_type', 'Chỉ nhận nội dung JSON.')
}
