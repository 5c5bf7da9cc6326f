import type { FastifyInstance } from 'fastify'
import { ancestorsOf } from '#core/agency/ancestors-of.ts'
import type { IndicatorReport, ListedDossiers, ReadableUnits } from '#core/indicators/indicator-answers.ts'
import { IndicatorQuestion, ListQuestion } from '#core/indicators/indicator-question.ts'
import type { DossierBook, Workload } from '#core/indicators/workload.ts'
import { toInstant } from '#core/record/instant.ts'
import { ApiError } from '#sync-server/api/api-error.ts'
import type { CentreContext } from '#sync-server/api/centre-context.ts'
import { RateLimit } from '#sync-server/api/rate-limit.ts'
import type { SqlDatabase } from '#sync-server/warehouse/sql/sql-database.ts'
import { narrow } from './narrow.ts'
import { readCompleteness } from './read-completeness.ts'
import { readDossiers } from './read-dossiers.ts'
import { readGroups } from './read-groups.ts'
import { readBook, readWorkload } from './read-workload.ts'
import { requireReader, scopeOf } from './require-reader.ts'

const minuteMs = 60_000
export const UnitQuestion = IndicatorQuestion.pick({ agency: true, below: true })

/** `/indicators`: figures of the reader's units, and the dossiers behind every number. */
export function routeIndicators(api: FastifyInstance, context: CentreContext): void {
  const reads = new RateLimit({ calls: 120, windowMs: minuteMs })

  api.get('/indicators/units', async (request, reply): Promise<ReadableUnits> => {
    const reader = await requireReader(context, request, reply)
    reply.header('cache-control', 'no-store')
    const { person, agencies, mayRead, mayFreeze } = reader
    const hasBelow = (slug: string) => agencies.some((one) => ancestorsOf(agencies, one.slug).some((above) => above.slug === slug))
    const units = agencies
      .filter(({ slug }) => mayRead(slug))
      .map(({ slug, name }) => ({
        agency: slug,
        name,
        hasBelow: hasBelow(slug) && scopeOf(reader, { agency: slug, below: true }).length > 1,
        mayFreeze,
      }))
    return { units: units.sort((a, b) => Number(b.agency === person.agency) - Number(a.agency === person.agency)) }
  })

  api.get('/indicators/report', async (request, reply): Promise<IndicatorReport> => {
    const reader = await requireReader(context, request, reply)
    reads.take(reader.person.id, context.now())
    const question = IndicatorQuestion.parse(request.query)
    const scope = scopeOf(reader, question)
    reply.header('cache-control', 'no-store')
    const sql = requireWarehouse(context)
    const { agencies } = reader
    const narrowed = narrow(question, scope, { agencies, now: toInstant(context.now()) })
    const [groups, completeness] = await Promise.all([
      readGroups(sql, narrowed, question.by, agencies),
      readCompleteness(context, sql, { scope, agencies }),
    ])
    const agencyName = agencies.find(({ slug }) => slug === question.agency)?.name ?? question.agency
    return { agencyName, ...narrowed.bounds, groups, completeness }
  })

  api.get('/indicators/dossiers', async (request, reply): Promise<ListedDossiers> => {
    const reader = await requireReader(context, request, reply)
    reads.take(reader.person.id, context.now())
    const question = ListQuestion.parse(request.query)
    const scope = scopeOf(reader, question)
    reply.header('cache-control', 'no-store')
    const sql = requireWarehouse(context)
    const { agencies } = reader
    const narrowed = narrow(question, scope, { agencies, now: toInstant(context.now()) })
    const [listed, completeness] = await Promise.all([
      readDossiers(sql, narrowed, { question, agencies }),
      readCompleteness(context, sql, { scope, agencies }),
    ])
    // Names are personal data: who looked at how many of which unit stays in the log.
    request.log.info({ person: reader.person.id, agency: question.agency, dossiers: listed.dossiers.length }, 'dossiers of a report read')
    return { ...listed, completeness }
  })

  api.get('/indicators/workload', async (request, reply): Promise<Workload> => {
    const reader = await requireReader(context, request, reply)
    reads.take(reader.person.id, context.now())
    const question = UnitQuestion.parse(request.query)
    const scope = scopeOf(reader, question)
    reply.header('cache-control', 'no-store')
    const asOf = toInstant(context.now())
    const { agencies } = reader
    return { asOf, rows: await readWorkload(requireWarehouse(context), { scope, now: asOf, agencies }) }
  })

  api.get('/indicators/book', async (request, reply): Promise<DossierBook> => {
    const reader = await requireReader(context, request, reply)
    reads.take(reader.person.id, context.now())
    const question = ListQuestion.parse(request.query)
    const scope = scopeOf(reader, question)
    reply.header('cache-control', 'no-store')
    const { agencies } = reader
    const narrowed = narrow(question, scope, { agencies, now: toInstant(context.now()) })
    const book = await readBook(requireWarehouse(context), narrowed, { agencies, limit: question.limit, offset: question.offset })
    request.log.info({ person: reader.person.id, agency: question.agency, dossiers: book.lines.length }, 'the book of dossiers read')
    return book
  })
}

export function requireWarehouse({ warehouse }: CentreContext): SqlDatabase {
  if (warehouse === undefined) throw new ApiError(503, 'no_warehouse', 'Máy chủ này không có kho dữ liệu.')
  return warehouse
}
