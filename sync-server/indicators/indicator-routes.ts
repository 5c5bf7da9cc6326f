import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { z } from 'zod'
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
import { readBook } from './read-book.ts'
import { readCompleteness } from './read-completeness.ts'
import { readDossiers } from './read-dossiers.ts'
import { readGroups } from './read-groups.ts'
import { readWorkload } from './read-workload.ts'
import { type Reader, requireReader, scopeOf } from './require-reader.ts'

const minuteMs = 60_000
export const UnitQuestion = IndicatorQuestion.pick({ agency: true, below: true })

/** `/indicators`: figures of the reader's units, and the dossiers behind every number. */
export function routeIndicators(api: FastifyInstance, context: CentreContext): void {
  const reads = new RateLimit({ calls: 120, windowMs: minuteMs })

  /** Who asks what of which units; refuses whoever may not. */
  const open = async <Question extends z.infer<typeof UnitQuestion>>(
    request: FastifyRequest,
    reply: FastifyReply,
    schema: z.ZodType<Question>,
  ) => {
    const reader = await requireReader(context, request, reply)
    reads.take(reader.person.id, context.now())
    const question = schema.parse(request.query)
    const scope = scopeOf(reader, question)
    reply.header('cache-control', 'no-store')
    const { person, agencies } = reader
    return { person, agencies, question, scope, now: toInstant(context.now()), sql: requireWarehouse(context) }
  }

  api.get('/indicators/units', async (request, reply): Promise<ReadableUnits> => {
    const reader = await requireReader(context, request, reply)
    reply.header('cache-control', 'no-store')
    return { units: listUnits(reader) }
  })

  api.get('/indicators/report', async (request, reply): Promise<IndicatorReport> => {
    const { question, scope, agencies, now, sql } = await open(request, reply, IndicatorQuestion)
    const narrowed = narrow(question, scope, { agencies, now })
    const [groups, completeness] = await Promise.all([
      readGroups(sql, narrowed, question.by, agencies),
      readCompleteness(context, sql, { scope, agencies }),
    ])
    const agencyName = agencies.find(({ slug }) => slug === question.agency)?.name ?? question.agency
    return { agencyName, ...narrowed.bounds, groups, completeness }
  })

  api.get('/indicators/dossiers', async (request, reply): Promise<ListedDossiers> => {
    const { person, question, scope, agencies, now, sql } = await open(request, reply, ListQuestion)
    const [listed, completeness] = await Promise.all([
      readDossiers(sql, narrow(question, scope, { agencies, now }), { question, agencies }),
      readCompleteness(context, sql, { scope, agencies }),
    ])
    // Names are personal data: who looked at how many of which unit stays in the log.
    request.log.info({ person: person.id, agency: question.agency, dossiers: listed.dossiers.length }, 'dossiers of a report read')
    return { ...listed, completeness }
  })

  api.get('/indicators/workload', async (request, reply): Promise<Workload> => {
    const { scope, agencies, now, sql } = await open(request, reply, UnitQuestion)
    return { asOf: now, rows: await readWorkload(sql, { scope, now, agencies }) }
  })

  api.get('/indicators/book', async (request, reply): Promise<DossierBook> => {
    const { person, question, scope, agencies, now, sql } = await open(request, reply, ListQuestion)
    const book = await readBook(sql, narrow(question, scope, { agencies, now }), { ...question, agencies })
    request.log.info({ person: person.id, agency: question.agency, dossiers: book.lines.length }, 'the book of dossiers read')
    return book
  })
}

/** The units that the reader may ask about, their own first. */
function listUnits(reader: Reader): ReadableUnits['units'] {
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
  return units.sort((a, b) => Number(b.agency === person.agency) - Number(a.agency === person.agency))
}

export function requireWarehouse({ warehouse }: CentreContext): SqlDatabase {
  if (warehouse === undefined) throw new ApiError(503, 'no_warehouse', 'Máy chủ này không có kho dữ liệu.')
  return warehouse
}
