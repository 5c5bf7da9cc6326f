import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { HandedInWork } from '#core/reconciliation/handed-in-work.ts'
import type { HandedIn } from '#core/reconciliation/oversight.ts'
import { toInstant } from '#core/record/instant.ts'
import { statusOf } from '#sync-server/provision/couch-admin.ts'
import { acceptWork, WorkNotTaken } from '#sync-server/reconciliation/accept-work.ts'
import { listOfUnit } from '#sync-server/reconciliation/case-store.ts'
import { type CentreJournal, createCentreJournal } from '#sync-server/reconciliation/centre-journal.ts'
import {
  casesOf,
  findHandedIn,
  getHandedInWork,
  type HandedInId,
  keepHandedIn,
  parseHandedInId,
  putVerdict,
} from '#sync-server/reconciliation/handed-in-store.ts'
import { HandedInRecord } from '#sync-server/reconciliation/records.ts'
import { ApiError } from './api-error.ts'
import { requireEnrolledOnce } from './authenticate.ts'
import type { CentreContext } from './centre-context.ts'
import { RateLimit } from './rate-limit.ts'
import { type Overseer, requireOverseerOf } from './require-overseer.ts'

const Verdict = z.strictObject({ accept: z.boolean(), reason: z.string().trim().min(1).max(2000) })
const workLimitBytes = 4 * 1024 * 1024
const minuteMs = 60_000
type WithId = { Params: { id: string } }

/** `/handed-in`: work that has no way of its own any more waits here for a person, whole. */
export function routeHandedIn(api: FastifyInstance, context: CentreContext): void {
  const calls = new RateLimit({ calls: 300, windowMs: minuteMs })
  const journal = createCentreJournal(context.couch, context.now)

  api.post('/handed-in', { bodyLimit: workLimitBytes }, async (request, reply) => {
    const { _id: device, deskName, agency, revokedAt } = await requireEnrolledOnce(context, request)
    calls.take(device, context.now())
    const work = HandedInWork.parse(request.body)
    const why = revokedAt === null ? work.why : 'device_revoked'
    const at = toInstant(context.now())
    const { item, isNew } = await keepHandedIn(context.couch, { device, deskName, agency }, { work: { ...work, why }, at })
    request.log.info({ device, agency, handedIn: item.id, isNew }, 'work handed in')
    return reply.code(isNew ? 201 : 200).send(item)
  })

  api.get('/handed-in', async (request, reply) => {
    const { _id: device, agency } = await requireEnrolledOnce(context, request)
    calls.take(device, context.now())
    reply.header('cache-control', 'no-store')
    const records = await listOfUnit(casesOf(context.couch), 'handed-in', agency, HandedInRecord)
    return { items: records.flatMap(({ item }) => (item.device === device ? [item] : [])) }
  })

  api.get<WithId>('/handed-in/:id', async (request, reply) => {
    const { where, record, overseer } = await requireJudge(context, request, reply)
    request.log.info({ person: overseer.person.id, handedIn: where.id }, 'handed-in work read')
    reply.header('cache-control', 'no-store')
    return { item: record.item, work: await getHandedInWork(context.couch, where) }
  })

  api.post<WithId>('/handed-in/:id/judge', async (request, reply) => {
    const judged = await requireJudge(context, request, reply)
    calls.take(judged.overseer.person.id, context.now())
    const item = await judge({ context, journal }, judged, Verdict.parse(request.body))
    request.log.info({ person: judged.overseer.person.id, handedIn: item.id, state: item.state }, 'handed-in work judged')
    return item
  })
}

type Judged = { where: HandedInId; record: HandedInRecord & { _rev: string }; overseer: Overseer }

async function requireJudge(context: CentreContext, request: FastifyRequest<WithId>, reply: FastifyReply): Promise<Judged> {
  const where = parseHandedInId(request.params.id)
  const overseer = await requireOverseerOf(context, { request, reply }, where.agency)
  const record = await findHandedIn(context.couch, where)
  if (record === undefined) throw new ApiError(404, 'unknown_item', 'Không có việc nộp lại này.')
  return { where, record, overseer }
}

/** The work first, the verdict after it: cut short in between, the same verdict is given again and changes nothing twice. */
async function judge(
  { context, journal }: { context: CentreContext; journal: CentreJournal },
  { where, record, overseer }: Judged,
  verdict: z.infer<typeof Verdict>,
): Promise<HandedIn> {
  if (record.item.state !== 'waiting') throw new ApiError(409, 'already_judged', 'Việc nộp lại này đã được quyết định.')
  const { person } = overseer
  const decided = { at: toInstant(context.now()), by: person.id, byName: person.name, reason: verdict.reason }
  if (verdict.accept) {
    const work = await getHandedInWork(context.couch, where)
    await acceptWork(
      { couch: context.couch, journal, now: context.now },
      { where, item: record.item, work, decided, mayWriteTo: overseer.watches },
    ).catch(asApiError)
  }
  const item: HandedIn = { ...record.item, state: verdict.accept ? 'accepted' : 'refused', decided }
  await putVerdict(context.couch, where, { record, item }).catch((error: unknown) => {
    if (statusOf(error) === 409) throw new ApiError(409, 'already_judged', 'Việc nộp lại này đã được quyết định.')
    throw error
  })
  return item
}

function asApiError(error: unknown): never {
  if (!(error instanceof WorkNotTaken)) throw error
  throw new ApiError(error.code === 'other_agency' ? 403 : 422, error.code, error.message)
}
