import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { ChangesAnswer } from '#core/sync/wire.ts'
import { ApiError } from '#sync-server/api/api-error.ts'
import { requireDevice } from '#sync-server/api/authenticate.ts'
import type { CentreContext } from '#sync-server/api/centre-context.ts'
import { databasesOf } from '#sync-server/provision/database-names.ts'
import { findMissing } from './couch-calls.ts'
import type { HubMemory } from './hub-memory.ts'
import { localSide } from './side.ts'

const Question = z.strictObject({ db: z.string(), items: z.array(z.strictObject({ id: z.string(), rev: z.string() })).max(1000) })

/** `/acknowledged`: which of these revisions the centre has as well, as far as this hub knows, and which it did not take and why. */
export function routeAcknowledged(api: FastifyInstance, context: CentreContext, memory: HubMemory): void {
  api.post('/acknowledged', async (request) => {
    const { agency } = await requireDevice(context, request)
    const { db, items } = Question.parse(request.body)
    if (!Object.values(databasesOf(agency)).includes(db)) throw new ApiError(404, 'unknown_database', 'Không có cơ sở dữ liệu này.')
    const asked = new Set(items.map(({ id }) => id))
    const refused = (await memory.refused('up', db)).filter(({ id }) => asked.has(id))
    const later = new Set([...refused.map(({ id }) => id), ...(await listNotYet(context, memory, db, items))])
    return {
      held: items.filter(({ id }) => !later.has(id)).map(({ id }) => id),
      refused: refused.map(({ id, refusal }) => ({ id, code: refusal.code, reason: refusal.reason })),
    }
  })
}

/** What changed here after the point up to which everything went to the centre, and what is not here at all. */
async function listNotYet(context: CentreContext, memory: HubMemory, db: string, items: { id: string; rev: string }[]): Promise<string[]> {
  const since = await memory.checkpoint('up', db)
  const ids = [...new Set(items.map(({ id }) => id))]
  const revs = Object.fromEntries(ids.map((id) => [id, items.filter((one) => one.id === id).map(({ rev }) => rev)]))
  const unknown = Object.keys(await findMissing(localSide(context.central), db, revs))
  const changed = await context.couch.request({
    method: 'POST',
    db,
    path: '_changes',
    qs: { filter: '_doc_ids', since },
    body: { doc_ids: ids },
  })
  return [...unknown, ...ChangesAnswer.parse(changed).results.map(({ id }) => id)]
}
