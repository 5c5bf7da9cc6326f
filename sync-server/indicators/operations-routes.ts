import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { ancestorsOf } from '#core/agency/ancestors-of.ts'
import type { Wall } from '#core/indicators/wall.ts'
import { AgencySlug } from '#core/record/ids.ts'
import { toInstant } from '#core/record/instant.ts'
import { ApiError } from '#sync-server/api/api-error.ts'
import type { CentreContext } from '#sync-server/api/centre-context.ts'
import { RateLimit } from '#sync-server/api/rate-limit.ts'
import { listAgencies, requireOverseer } from '#sync-server/api/require-overseer.ts'
import { type FeedKey, listFeedKeys, makeFeedKey, requireFeedKey, revokeFeedKey } from './feed-keys.ts'
import { requireWarehouse } from './indicator-routes.ts'
import { readWall } from './read-wall.ts'

const KeyWish = z.strictObject({ name: z.string().trim().min(1).max(100), agency: AgencySlug })
const Address = z.object({ id: z.string().regex(/^feed-key:[0-9a-f]{16}$/) })
const minuteMs = 60_000
const freshMs = 10_000
const everyMs = 15_000
/** An operations centre needs one stream and one to spare while it changes over. */
const mostStreams = 2

/** `/operations`: read-only figures for a provincial operations centre, with a key of its own; no personal data. */
export function routeOperations(api: FastifyInstance, context: CentreContext): void {
  const reads = new RateLimit({ calls: 60, windowMs: minuteMs })
  const tries = new RateLimit({ calls: 120, windowMs: minuteMs })
  const streams = new Map<string, number>()
  const wallOf = keepWalls(context)
  const enter = async (request: Parameters<typeof requireFeedKey>[1]): Promise<FeedKey> => {
    tries.take(request.ip, context.now())
    const key = await requireFeedKey(context, request)
    reads.take(key._id, context.now())
    return key
  }

  api.get('/operations/figures', async (request, reply): Promise<Wall> => {
    const key = await enter(request)
    reply.header('cache-control', 'no-store')
    return wallOf(key.agency)
  })

  api.get('/operations/events', async (request, reply) => {
    const key = await enter(request)
    const open = streams.get(key._id) ?? 0
    if (open >= mostStreams) throw new ApiError(429, 'too_many', 'Khóa này đang mở đủ số luồng.', { retryAfterSeconds: 60 })
    const first = await wallOf(key.agency)
    streams.set(key._id, open + 1)
    reply.hijack()
    const { raw } = reply
    raw.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store', 'x-accel-buffering': 'no' })
    const send = (wall: Wall) => raw.write(`event: figures\ndata: ${JSON.stringify(wall)}\n\n`)
    send(first)
    const beat = setInterval(() => {
      // A key that was taken back ends its streams too.
      requireFeedKey(context, request)
        .then(() => wallOf(key.agency))
        .then(send, () => raw.end())
    }, everyMs)
    raw.once('close', () => {
      clearInterval(beat)
      streams.set(key._id, Math.max(0, (streams.get(key._id) ?? 1) - 1))
    })
  })

  routeKeys(api, context)
}

/** `/operations/keys`: an administrator makes, lists and takes back keys. */
function routeKeys(api: FastifyInstance, context: CentreContext): void {
  api.get('/operations/keys', async (request, reply) => {
    await requireAdministrator(context, request, reply)
    reply.header('cache-control', 'no-store')
    const keys = await listFeedKeys(context)
    return { keys: keys.map(({ _id, name, agency, madeAt, madeBy, revokedAt }) => ({ id: _id, name, agency, madeAt, madeBy, revokedAt })) }
  })
  api.post('/operations/keys', async (request, reply) => {
    const person = await requireAdministrator(context, request, reply)
    const wish = KeyWish.parse(request.body)
    const { key, secret } = await makeFeedKey(context, { ...wish, madeAt: toInstant(context.now()), madeBy: person.id })
    request.log.info({ person: person.id, key: key._id }, 'a key for figures was made')
    return reply.code(201).send({ id: key._id, secret })
  })
  api.delete('/operations/keys/:id', async (request, reply) => {
    const person = await requireAdministrator(context, request, reply)
    const { id } = Address.parse(request.params)
    await revokeFeedKey(context, id, toInstant(context.now()))
    request.log.info({ person: person.id, key: id }, 'a key for figures was taken back')
    return { ok: true }
  })
}

async function requireAdministrator(
  context: CentreContext,
  ...call: [Parameters<typeof requireOverseer>[1], Parameters<typeof requireOverseer>[2]]
) {
  const { administrator, person } = await requireOverseer(context, ...call)
  if (!administrator) throw new ApiError(403, 'administrators_only', 'Chỉ quản trị viên được làm việc này.')
  return person
}

/** However many ask, a unit's wall is worked out once in ten seconds. */
function keepWalls(context: CentreContext): (agency: AgencySlug) => Promise<Wall> {
  const kept = new Map<AgencySlug, { atMs: number; wall: Promise<Wall> }>()
  return (agency) => {
    const held = kept.get(agency)
    if (held !== undefined && performance.now() - held.atMs < freshMs) return held.wall
    const wall = workOut(context, agency)
    kept.set(agency, { atMs: performance.now(), wall })
    wall.catch(() => kept.delete(agency))
    return wall
  }
}

async function workOut(context: CentreContext, agency: AgencySlug): Promise<Wall> {
  const agencies = await listAgencies(context)
  const below = agencies.filter(({ slug }) => ancestorsOf(agencies, slug).some((above) => above.slug === agency)).map(({ slug }) => slug)
  return readWall(context, requireWarehouse(context), { scope: [agency, ...below], agencies })
}
