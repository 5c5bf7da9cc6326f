import { createHash, randomBytes } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { AgencySlug, PersonId } from '#core/record/ids.ts'
import { Instant } from '#core/record/instant.ts'
import { ApiError } from '#sync-server/api/api-error.ts'
import type { CentreContext } from '#sync-server/api/centre-context.ts'
import { findDocument } from '#sync-server/provision/couch-admin.ts'
import { centreDatabase } from '#sync-server/provision/database-names.ts'

/** What an operations centre reads with; the secret itself is shown once and kept nowhere. */
export const FeedKey = z.looseObject({
  _id: z.string().regex(/^feed-key:[0-9a-f]{16}$/),
  kind: z.literal('feed-key'),
  schemaVersion: z.literal(1),
  name: z.string().min(1),
  agency: AgencySlug,
  secretHash: z.string().regex(/^[0-9a-f]{64}$/),
  madeAt: Instant,
  madeBy: PersonId,
  revokedAt: Instant.nullable(),
})
export type FeedKey = z.infer<typeof FeedKey>

const shape = /^Bearer mck_([0-9a-f]{16})_([\w-]{43})$/
const Rows = z.object({ rows: z.array(z.object({ doc: z.unknown() })) })

type Making = { name: string; agency: AgencySlug; madeAt: Instant; madeBy: PersonId }

/** Makes a key; answers its record and the text that goes into `Authorization: Bearer …`. */
export async function makeFeedKey({ couch }: Pick<CentreContext, 'couch'>, making: Making): Promise<{ key: FeedKey; secret: string }> {
  const id = randomBytes(8).toString('hex')
  const secret = randomBytes(32).toString('base64url')
  const key: FeedKey = { _id: `feed-key:${id}`, kind: 'feed-key', schemaVersion: 1, ...making, secretHash: hashOf(secret), revokedAt: null }
  await couch.use<Record<string, unknown>>(centreDatabase).insert(key)
  return { key, secret: `mck_${id}_${secret}` }
}

export async function listFeedKeys({ couch }: Pick<CentreContext, 'couch'>): Promise<FeedKey[]> {
  const range = { start_key: 'feed-key:', end_key: 'feed-key;', include_docs: true }
  const { rows } = Rows.parse(await couch.use(centreDatabase).list(range))
  return rows.flatMap(({ doc }) => {
    const parsed = FeedKey.safeParse(doc)
    return parsed.success ? [parsed.data] : []
  })
}

/** From now on nobody reads with it. */
export async function revokeFeedKey({ couch }: Pick<CentreContext, 'couch'>, id: string, at: Instant): Promise<void> {
  const database = couch.use<Record<string, unknown>>(centreDatabase)
  const stored = await findDocument(database, id)
  const key = FeedKey.safeParse(stored)
  if (stored === undefined || !key.success) throw new ApiError(404, 'not_found', 'Không có khóa này.')
  // Since when it is of no use stays what it was.
  if (key.data.revokedAt === null) await database.insert({ ...stored, revokedAt: at })
}

/** The key that asks; 401 for an unknown or revoked one, the same words for both. */
export async function requireFeedKey({ couch }: Pick<CentreContext, 'couch'>, request: FastifyRequest): Promise<FeedKey> {
  const [, id, secret] = shape.exec(request.headers.authorization ?? '') ?? []
  const stored = id === undefined ? undefined : await findDocument(couch.use(centreDatabase), `feed-key:${id}`)
  const key = FeedKey.safeParse(stored)
  // Equal hashes of 32 random bytes: comparing them tells nothing of the secret.
  if (!key.success || secret === undefined || key.data.secretHash !== hashOf(secret) || key.data.revokedAt !== null)
    throw new ApiError(401, 'unknown_key', 'Khóa truy cập không đúng hoặc đã thu hồi.')
  return key.data
}

const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('hex')
