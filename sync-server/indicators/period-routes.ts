import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { FrozenPeriod, FrozenPeriods, MovedDossiers, PeriodComparison } from '#core/indicators/indicator-answers.ts'
import { type IndicatorQuestion, PageQuestion } from '#core/indicators/indicator-question.ts'
import { AgencySlug } from '#core/record/ids.ts'
import { Day, toInstant } from '#core/record/instant.ts'
import { ApiError } from '#sync-server/api/api-error.ts'
import type { CentreContext } from '#sync-server/api/centre-context.ts'
import { RateLimit } from '#sync-server/api/rate-limit.ts'
import { findFrozen, freezePeriod, listFrozen, listMoved } from './frozen-periods.ts'
import { requireWarehouse } from './indicator-routes.ts'
import { narrow } from './narrow.ts'
import { readCompleteness } from './read-completeness.ts'
import { readGroups } from './read-groups.ts'
import { requireReader, scopeOf } from './require-reader.ts'

const Wish = z.strictObject({ agency: AgencySlug, below: z.boolean(), from: Day, to: Day })
const Address = z.object({ id: z.uuid() })

/** `/indicators/periods`: Chốt kỳ. What was frozen stays; what came later is shown beside it, by name. */
export function routePeriods(api: FastifyInstance, context: CentreContext): void {
  const freezes = new RateLimit({ calls: 20, windowMs: 60_000 })

  api.get('/indicators/periods', async (request, reply): Promise<FrozenPeriods> => {
    const { mayRead, agencies } = await requireReader(context, request, reply)
    reply.header('cache-control', 'no-store')
    const readable = agencies.map(({ slug }) => slug).filter(mayRead)
    return listFrozen(requireWarehouse(context), { ...PageQuestion.parse(request.query), readable, agencies })
  })

  api.post('/indicators/periods', async (request, reply): Promise<FrozenPeriod> => {
    const reader = await requireReader(context, request, reply)
    freezes.take(reader.person.id, context.now())
    if (!reader.mayFreeze) throw new ApiError(403, 'overseers_only', 'Chỉ lãnh đạo, người giám sát hoặc quản trị viên được chốt kỳ.')
    const question = Wish.parse(request.body)
    const at = toInstant(context.now())
    if (question.from > at.slice(0, 10)) throw new ApiError(400, 'not_begun', 'Kỳ này chưa bắt đầu.')
    const sql = requireWarehouse(context)
    const { agencies, person } = reader
    const scope = scopeOf(reader, question)
    const narrowed = narrow({ ...question, by: 'sector' }, scope, { agencies, now: at })
    const completeness = await readCompleteness(context, sql, { scope, agencies })
    const frozen = await freezePeriod(sql, { question, narrowed, completeness, person, agencies, at })
    request.log.info({ person: person.id, agency: question.agency, from: question.from, to: question.to }, 'a period was frozen')
    return frozen
  })

  const open = async (request: FastifyRequest, reply: FastifyReply) => {
    const reader = await requireReader(context, request, reply)
    const { id } = Address.parse(request.params)
    const sql = requireWarehouse(context)
    const { agencies } = reader
    const period = await findFrozen(sql, id, agencies)
    if (period === undefined) throw new ApiError(404, 'not_found', 'Không có kỳ đã chốt này.')
    const scope = scopeOf(reader, period)
    reply.header('cache-control', 'no-store')
    // Judged at the same moment as then: what differs is what was not known, not what happened afterwards.
    const narrowed = narrow(askedAgain(period), scope, { agencies, now: period.frozenAt })
    const moved = await listMoved(sql, id, { ...PageQuestion.parse(request.query), narrowed })
    request.log.info({ person: reader.person.id, agency: period.agency, dossiers: moved.moved.length }, 'a frozen period was compared')
    return { period, narrowed, agencies, sql, moved }
  }

  api.get('/indicators/periods/:id', async (request, reply): Promise<PeriodComparison> => {
    const { period, narrowed, agencies, sql, moved } = await open(request, reply)
    return { period, now: await readGroups(sql, narrowed, 'sector', agencies), ...moved, asOf: toInstant(context.now()) }
  })

  api.get('/indicators/periods/:id/moved', async (request, reply): Promise<MovedDossiers> => (await open(request, reply)).moved)
}

const askedAgain = ({ agency, below, from, to }: FrozenPeriod): IndicatorQuestion => ({ agency, below, from, to, by: 'sector' })
