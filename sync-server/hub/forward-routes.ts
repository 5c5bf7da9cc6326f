import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { ApiError } from '#sync-server/api/api-error.ts'
import { readDeviceCredential } from '#sync-server/api/authenticate.ts'
import { deviceCookie } from '#sync-server/api/cookies.ts'
import type { HubPaper } from './hub-paper.ts'

const timeoutMs = 60_000
const Refused = z.object({ code: z.literal('sign_in_needed') })

type Forwarded = { method: 'GET' | 'POST' | 'PUT'; path: string }

/**
 * What only the centre can answer: the unit's oversight, reports, work handed in, register books (one holder in the whole agency), and the
 * dossiers that no desk of the office holds.
 */
const forwarded: Forwarded[] = [
  { method: 'GET', path: '/oversight' },
  { method: 'POST', path: '/reports' },
  { method: 'GET', path: '/handed-in' },
  { method: 'POST', path: '/handed-in' },
  { method: 'GET', path: '/handed-in/*' },
  { method: 'PUT', path: '/handed-in/*' },
  { method: 'GET', path: '/registers' },
  { method: 'POST', path: '/registers' },
  { method: 'GET', path: '/registers/*' },
  { method: 'POST', path: '/registers/*' },
  { method: 'PUT', path: '/device-key' },
  { method: 'POST', path: '/device-key' },
  { method: 'GET', path: '/day-closes' },
  { method: 'GET', path: '/day-closes/*' },
  { method: 'POST', path: '/day-closes' },
  { method: 'GET', path: '/settings/numbering' },
  { method: 'PUT', path: '/settings/numbering' },
  { method: 'GET', path: '/search' },
  { method: 'GET', path: '/dossiers/:id' },
  { method: 'GET', path: '/open-dossiers' },
  { method: 'GET', path: '/outside/*' },
  { method: 'POST', path: '/outside/*' },
]

/** Passes on, as the desk that asks: a desk's credential holds at the centre too, once the centre has heard of the desk. */
export function routeForwarded(api: FastifyInstance, { upstream }: HubPaper): void {
  api.register(async (door) => {
    door.removeAllContentTypeParsers()
    door.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
    for (const { method, path } of forwarded) {
      door.route({
        method,
        url: path,
        bodyLimit: 64 * 1024 * 1024,
        async handler(request, reply) {
          const { device, secret } = readDeviceCredential(request)
          const type = request.headers['content-type']
          const answer = await fetch(new URL(request.raw.url ?? '', upstream), {
            method,
            redirect: 'error',
            headers: { cookie: `${deviceCookie}=${device}.${secret}`, ...(type === undefined ? {} : { 'content-type': type }) },
            ...(Buffer.isBuffer(request.body) && request.body.length > 0 ? { body: new Uint8Array(request.body) } : {}),
            signal: AbortSignal.timeout(timeoutMs),
          }).catch(() => {
            throw new ApiError(503, 'centre_unreachable', 'Máy chủ phòng chưa nối được máy chủ tỉnh.')
          })
          const body = Buffer.from(await answer.arrayBuffer())
          if (answer.status === 401) assertNotForOfficials(body)
          reply.code(answer.status).header('content-type', answer.headers.get('content-type') ?? 'application/json')
          return reply.header('cache-control', 'no-store').send(body)
        },
      })
    }
  })
}

/**
 * The hub's sessions are not the centre's. Said in words of its own: a plain 401 would send the official to sign in again, here, for
 * nothing.
 */
function assertNotForOfficials(body: Buffer): void {
  if (!Refused.safeParse(parseJson(body)).success) return
  throw new ApiError(503, 'centre_sign_in_needed', 'Việc này chỉ làm được khi máy nối thẳng máy chủ tỉnh, không qua máy chủ phòng.')
}

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'))
  } catch {
    return undefined
  }
}
