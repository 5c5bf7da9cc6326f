import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { type AgencySlug, DossierId } from '#core/record/ids.ts'
import { findDocument } from '#sync-server/provision/couch-admin.ts'
import { databasesOf } from '#sync-server/provision/database-names.ts'
import { readKeys, readView } from '#sync-server/routing/couch-calls.ts'
import { AgencyIndex } from '#sync-server/search/agency-index.ts'
import { ApiError } from './api-error.ts'
import { requireDevice } from './authenticate.ts'
import type { CentreContext } from './centre-context.ts'

const Search = z.object({ text: z.string().trim().min(2).max(200) })
const mostFound = 50
const mostOpen = 500
/** Agencies whose dossiers are kept ready to be searched; a question to another one reads them anew. */
const indexesKept = 20
/** Questions that one desk may ask in a minute: a person types no more, and nobody reads a whole office out this way. */
const questionsAMinute = 30

/** What a desk does not hold itself: `/search`, `/dossiers/:id` with its events, and `/open-dossiers` for a first load. Its own agency only. */
export function routeRecords(api: FastifyInstance, context: CentreContext): void {
  const indexes = new Map<AgencySlug, AgencyIndex>()
  const asked = new Map<string, number[]>()

  api.get('/search', async (request) => {
    const device = await requireDevice(context, request)
    const { text } = Search.parse(request.query)
    countQuestion(asked, device._id, context.now())
    const index = indexes.get(device.agency) ?? new AgencyIndex(context.couch, databasesOf(device.agency).dossiers)
    indexes.delete(device.agency)
    indexes.set(device.agency, index)
    const oldest = [...indexes.keys()][0]
    if (indexes.size > indexesKept && oldest !== undefined) indexes.delete(oldest)
    return { found: await index.search(text, mostFound) }
  })

  api.get<{ Params: { id: string } }>('/dossiers/:id', async (request) => {
    const device = await requireDevice(context, request)
    const id = DossierId.parse(request.params.id)
    const names = databasesOf(device.agency)
    const document = await findDocument(context.couch.use(names.dossiers), id)
    if (document === undefined) throw new ApiError(404, 'unknown_dossier', 'Cơ quan không có hồ sơ này.')
    const ids = (await readView(context.couch, names.journal, 'by-dossier', [id])).map((row) => row.id)
    const events = [...(await readKeys(context.couch, names.journal, ids, true)).values()].flatMap(({ doc }) => (doc == null ? [] : [doc]))
    return { document, events }
  })

  api.get('/open-dossiers', async (request) => {
    const device = await requireDevice(context, request)
    const rows = await readView(context.couch, databasesOf(device.agency).dossiers, 'open', ['open'])
    const ids = rows.map(({ id, value }) => ({ id, at: String(value) })).sort((a, b) => (a.at < b.at ? 1 : -1))
    return { ids: ids.slice(0, mostOpen).map(({ id }) => id) }
  })
}

function countQuestion(asked: Map<string, number[]>, device: string, now: number): void {
  const recent = (asked.get(device) ?? []).filter((at) => now - at < 60_000)
  if (recent.length >= questionsAMinute) {
    throw new ApiError(429, 'too_many_questions', 'Tìm quá nhiều lần trong một phút, xin chờ một chút.', { retryAfterSeconds: 60 })
  }
  asked.set(device, [...recent, now])
}
