import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { ApiError } from '#sync-server/api/api-error.ts'
import { officialSessionSeconds, readDeviceCredential } from '#sync-server/api/authenticate.ts'
import { deviceCookie, findSetCookie, makeCookie, officialCookie, provinceCookie, readCookie } from '#sync-server/api/cookies.ts'
import type { Line } from './line.ts'

export type Upstream = { upstream: string; line: Line }

/** A report over a whole province takes its time; without a line nobody waits that long to hear so. */
const answerMs = 60_000
const answerMsOffline = 5_000
const Refused = z.object({ code: z.literal('sign_in_needed') })

/** What the centre said, for a desk: `body` is JSON. */
export type PassedOn = { status: number; type: string; body: Buffer }

/**
 * Asks the centre what a desk asked here, as that desk and as the official at it: with the desk's own secret, which holds at the centre too, and
 * with the official's own session there. The hub adds no right of its own.
 *
 * @throws ApiError `centre_unreachable` without a line; `centre_sign_in_needed` where the centre wants to know who the official is
 */
export async function askAsDesk(
  { upstream, line }: Upstream,
  { request, reply }: { request: FastifyRequest; reply: FastifyReply },
  body: Buffer | string | undefined,
): Promise<PassedOn> {
  const type = request.headers['content-type']
  const answer = await fetch(new URL(request.raw.url ?? '', upstream), {
    method: request.method,
    redirect: 'error',
    headers: { cookie: cookiesOf(request), ...(type === undefined ? {} : { 'content-type': type }) },
    ...(body === undefined || body.length === 0 ? {} : { body: typeof body === 'string' ? body : new Uint8Array(body) }),
    signal: AbortSignal.timeout(line.state === 'online' ? answerMs : answerMsOffline),
  }).catch(() => {
    throw centreUnreachable()
  })
  const bytes = Buffer.from(
    await answer.arrayBuffer().catch(() => {
      throw centreUnreachable()
    }),
  )
  const said = answer.headers.get('content-type') ?? ''
  // A gateway or a captive portal speaks HTML; whatever it says, it is not the centre's word.
  if (!/^application\/json\b/.test(said)) throw centreUnreachable()
  // The replicator tries again only now and then; whoever asks at a desk may find the line first.
  if (line.state === 'offline') line.became('online')
  if (answer.status === 401) assertNotForOfficials(bytes)
  const renewed = findSetCookie(answer.headers.getSetCookie(), officialCookie)
  if (renewed !== undefined)
    reply.header('set-cookie', makeCookie(provinceCookie, renewed, { maxAgeSeconds: officialSessionSeconds, secure: true }))
  return { status: answer.status, type: said, body: bytes }
}

/** A document or page image of the centre, for a desk of this office: in the desk's own name, and as it comes. Throws `centre_unreachable`. */
export async function readFromCentre(
  { upstream, line }: Upstream,
  path: string,
  desk: { device: string; secret: string },
): Promise<Response> {
  const answer = await fetch(new URL(`/centre/db${path}`, upstream), {
    redirect: 'error',
    headers: { cookie: `${deviceCookie}=${desk.device}.${desk.secret}` },
    signal: AbortSignal.timeout(line.state === 'online' ? answerMs : answerMsOffline),
  }).catch(() => {
    throw centreUnreachable()
  })
  if (answer.ok || answer.status === 404) return answer
  await answer.body?.cancel()
  throw centreUnreachable()
}

export const centreUnreachable = (): ApiError => new ApiError(503, 'centre_unreachable', 'Máy chủ phòng chưa nối được máy chủ tỉnh.')

export const centreSignInNeeded = (): ApiError =>
  new ApiError(503, 'centre_sign_in_needed', 'Máy chủ tỉnh cần biết ai làm việc này: nhập lại mật khẩu khi có đường truyền.')

function cookiesOf(request: FastifyRequest): string {
  const { device, secret } = readDeviceCredential(request)
  const official = readCookie(request, provinceCookie)
  return [`${deviceCookie}=${device}.${secret}`, ...(official === undefined ? [] : [`${officialCookie}=${official}`])].join('; ')
}

/** Said in words of its own: a plain 401 would make the desk think that its session at this hub is over. */
function assertNotForOfficials(body: Buffer): void {
  if (Refused.safeParse(parseJson(body)).success) throw centreSignInNeeded()
}

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'))
  } catch {
    return undefined
  }
}
