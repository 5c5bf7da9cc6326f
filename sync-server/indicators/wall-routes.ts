import type { FastifyInstance } from 'fastify'
import type { Wall } from '#core/indicators/wall.ts'
import type { CentreContext } from '#sync-server/api/centre-context.ts'
import { RateLimit } from '#sync-server/api/rate-limit.ts'
import { requireWarehouse, UnitQuestion } from './indicator-routes.ts'
import { readWall } from './read-wall.ts'
import { requireReader, scopeOf } from './require-reader.ts'

/** `/indicators/wall`: how the reader's units stand now. */
export function routeWall(api: FastifyInstance, context: CentreContext): void {
  const reads = new RateLimit({ calls: 60, windowMs: 60_000 })
  api.get('/indicators/wall', async (request, reply): Promise<Wall> => {
    const reader = await requireReader(context, request, reply)
    reads.take(reader.person.id, context.now())
    const scope = scopeOf(reader, UnitQuestion.parse(request.query))
    reply.header('cache-control', 'no-store')
    return readWall(context, requireWarehouse(context), { scope, agencies: reader.agencies })
  })
}
