import { createHash } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { PageHash } from '#core/record/ids.ts'
import { findDocument, statusOf } from '#sync-server/provision/couch-admin.ts'
import { casesOf, findHandedIn, getHandedInWork, pageIdOf, parseHandedInId } from '#sync-server/reconciliation/handed-in-store.ts'
import { ApiError } from './api-error.ts'
import { requireEnrolledOnce } from './authenticate.ts'
import type { CentreContext } from './centre-context.ts'
import { RateLimit } from './rate-limit.ts'

const pageLimitBytes = 32 * 1024 * 1024
const Bytes = z.instanceof(Buffer)

/** The bytes of pages that belong to handed-in work. Raw images, so this plugin stands beside the JSON routes. */
export function routeHandedInPages(app: FastifyInstance, context: CentreContext): void {
  const calls = new RateLimit({ calls: 600, windowMs: 60_000 })
  app.removeAllContentTypeParsers()
  app.addContentTypeParser(['image/png', 'image/jpeg'], { parseAs: 'buffer', bodyLimit: pageLimitBytes }, (_request, body, done) =>
    done(null, body),
  )

  app.put<{ Params: { id: string; hash: string } }>('/:id/pages/:hash', { bodyLimit: pageLimitBytes }, async (request) => {
    const device = await requireEnrolledOnce(context, request)
    calls.take(device._id, context.now())
    const where = parseHandedInId(request.params.id)
    const hash = PageHash.parse(request.params.hash)
    const record = await findHandedIn(context.couch, where)
    if (record?.item.device !== device._id) throw new ApiError(404, 'unknown_item', 'Không có việc nộp lại này của máy này.')
    const work = await getHandedInWork(context.couch, where)
    if (!work.pages.includes(hash)) throw new ApiError(404, 'unknown_page', 'Trang này không thuộc việc nộp lại.')
    const bytes = Bytes.parse(request.body)
    const digest = createHash('sha256').update(bytes).digest('hex')
    if (digest !== hash) throw new ApiError(422, 'digest_mismatch', 'Nội dung trang không khớp mã của nó.')
    await keep(context, pageIdOf(where, hash), { bytes, mediaType: request.headers['content-type'] ?? 'image/png' })
    return { ok: true }
  })
}

/** One write with its bytes: a page is here whole or not at all. */
async function keep(context: CentreContext, id: string, page: { bytes: Buffer; mediaType: string }): Promise<void> {
  const cases = casesOf(context.couch)
  if ((await findDocument(cases, id)) !== undefined) return
  const bytes = { content_type: page.mediaType, data: page.bytes.toString('base64') }
  const document = { _id: id, kind: 'handed-in-page', schemaVersion: 1, mediaType: page.mediaType, _attachments: { bytes } }
  await cases.insert(document).catch((error: unknown) => {
    if (statusOf(error) !== 409) throw error
  })
}
