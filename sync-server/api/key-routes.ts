import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { Person } from '#core/person/person.ts'
import { DeviceId } from '#core/record/ids.ts'
import { type Instant, toInstant } from '#core/record/instant.ts'
import { findDocument, statusOf } from '#sync-server/provision/couch-admin.ts'
import { ApiError } from './api-error.ts'
import { requireOfficial } from './authenticate.ts'
import type { CentreContext } from './centre-context.ts'

/** A public key only: a private member (`d`) is refused, whoever sends it by mistake. */
export const PublicKey = z.object({
  kty: z.literal('EC'),
  crv: z.literal('P-256'),
  x: z.string().min(40).max(50),
  y: z.string().min(40).max(50),
  d: z.never().optional(),
})
const KeyWish = z.strictObject({ keyId: z.string().min(1).max(100), device: DeviceId, jwk: PublicKey })

/** `/keys`: an official's public signing key for one desk goes into the catalogue, where every desk finds it. */
export function routeKeys(api: FastifyInstance, context: CentreContext): void {
  api.post('/keys', async (request, reply) => {
    const official = await requireOfficial(context, request, reply)
    const { keyId, device, jwk } = KeyWish.parse(request.body)
    const key = { login: official.login, keyId, device, jwk, since: toInstant(context.now()) }
    if (context.hub === undefined) return reply.code(await publishKey(context, key)).send({ ok: true })
    const { kty, crv, x, y } = jwk
    await context.hub.keepKey({ ...key, jwk: { kty, crv, x, y } })
    return { ok: true }
  })
}

type OwnKey = z.infer<typeof KeyWish> & { login: string; since: Instant }

/** Adds the key to the official's record: 201, or 200 where it stands there already. */
export async function publishKey(context: CentreContext, { login, keyId, device, jwk, since }: OwnKey): Promise<200 | 201> {
  const catalog = context.couch.use<Record<string, unknown>>('catalog')
  for (let attempt = 0; attempt < 5; attempt++) {
    const stored = await findDocument(catalog, `person:${login}`)
    if (stored === undefined) throw new ApiError(403, 'unknown_person', 'Tài khoản chưa gắn với cán bộ nào.')
    const person = Person.parse(stored)
    const same = person.keys.find((key) => key.keyId === keyId)
    if (same !== undefined && same.jwk['x'] !== jwk.x) throw new ApiError(409, 'key_exists', 'Mã khóa đã được dùng cho khóa khác.')
    if (same !== undefined) return 200
    const { kty, crv, x, y } = jwk
    const keys = [...person.keys, { keyId, device, since, jwk: { kty, crv, x, y } }]
    if (await insertUnlessChanged(catalog, { ...stored, keys })) return 201
  }
  throw new ApiError(503, 'busy', 'Hồ sơ cán bộ đang được sửa, xin thử lại.')
}

async function insertUnlessChanged(
  catalog: { insert(document: Record<string, unknown>): Promise<unknown> },
  document: Record<string, unknown>,
): Promise<boolean> {
  try {
    await catalog.insert(document)
    return true
  } catch (error) {
    if (statusOf(error) === 409) return false
    throw error
  }
}
