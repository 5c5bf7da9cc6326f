import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { AgencySlug } from '#core/record/ids.ts'
import { toInstant } from '#core/record/instant.ts'
import { judgeCloses } from '#sync-server/day-close/judge-closes.ts'
import { listUnclosed } from '#sync-server/day-close/list-unclosed.ts'
import { DeviceKey, DeviceKeys } from '#sync-server/day-close/read-closes.ts'
import { statusOf } from '#sync-server/provision/couch-admin.ts'
import { centreDatabase } from '#sync-server/provision/database-names.ts'
import { ApiError } from './api-error.ts'
import { requireDevice } from './authenticate.ts'
import type { CentreContext } from './centre-context.ts'
import { findDevice } from './device-record.ts'
import { RateLimit } from './rate-limit.ts'
import { requireOverseerOf } from './require-overseer.ts'

/** A public key only: a private member (`d`) is refused, whoever sends it by mistake. */
const KeyWish = z.strictObject({ keyId: DeviceKey.shape.keyId, jwk: DeviceKey.shape.jwk.extend({ d: z.never().optional() }) })

const Window = z.object({ days: z.coerce.number().int().min(1).max(366).default(31) })
const Unit = z.strictObject({ agency: AgencySlug.optional() })

/**
 * `/device-key`: a desk publishes the key it signs closes with. `/day-closes`: the closes of its agency, each checked. `/day-closes/missing`: the
 * desks of a unit that did not close their day; its own desks may ask, and who watches over it.
 */
export function routeDayCloses(api: FastifyInstance, context: CentreContext): void {
  const reads = new RateLimit({ calls: 60, windowMs: 60_000 })
  api.post('/device-key', async (request, reply) => {
    const { _id } = await requireDevice(context, request)
    const { keyId, jwk } = KeyWish.parse(request.body)
    for (let attempt = 0; attempt < 5; attempt++) {
      const device = await findDevice(context, _id)
      if (device === undefined) throw new ApiError(401, 'not_enrolled', 'Máy này chưa được ghi danh.')
      const keys = DeviceKeys.parse(device['signingKeys'])
      const same = keys.find((key) => key.keyId === keyId)
      if (same !== undefined && same.jwk.x !== jwk.x) throw new ApiError(409, 'key_exists', 'Mã khóa đã được dùng cho khóa khác.')
      if (same !== undefined) return { ok: true }
      const { kty, crv, x, y } = jwk
      const signingKeys = [...keys, { keyId, since: toInstant(context.now()), jwk: { kty, crv, x, y } }]
      if (await insertUnlessChanged(context, { ...device, signingKeys })) return reply.code(201).send({ ok: true })
    }
    throw new ApiError(503, 'busy', 'Hồ sơ máy đang được sửa, xin thử lại.')
  })

  api.get('/day-closes', async (request) => {
    const device = await requireDevice(context, request)
    const { days } = Window.parse(request.query)
    const judged = await judgeCloses(context, device.agency, context.now() - days * 24 * 3_600_000)
    return { closes: judged.map(({ close, faults }) => ({ id: close.id, faults })) }
  })

  api.get('/day-closes/missing', async (request, reply) => {
    reply.header('cache-control', 'no-store')
    const agency = await requireReader(context, request, reply)
    reads.take(agency, context.now())
    request.log.info({ agency }, 'days that were not closed read')
    return listUnclosed(context, agency)
  })
}

async function requireReader(context: CentreContext, request: FastifyRequest, reply: FastifyReply): Promise<AgencySlug> {
  const { agency: asked } = Unit.parse(request.query)
  const device = await requireDevice(context, request).catch((error: unknown) => {
    if (asked === undefined) throw error
  })
  if (device !== undefined && (asked === undefined || asked === device.agency)) return device.agency
  const agency = AgencySlug.parse(asked)
  await requireOverseerOf(context, { request, reply }, agency)
  return agency
}

async function insertUnlessChanged(context: CentreContext, document: Record<string, unknown>): Promise<boolean> {
  try {
    await context.couch.use<Record<string, unknown>>(centreDatabase).insert(document)
    return true
  } catch (error) {
    if (statusOf(error) === 409) return false
    throw error
  }
}
