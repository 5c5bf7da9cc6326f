import type { FastifyInstance } from 'fastify'
import { requireDevice } from '#sync-server/api/authenticate.ts'
import type { CentreContext } from '#sync-server/api/centre-context.ts'
import { databasesOf } from '#sync-server/provision/database-names.ts'
import type { HubMemory } from './hub-memory.ts'
import type { HubPaper } from './hub-paper.ts'
import type { Line } from './line.ts'
import type { PageLimit } from './page-limit.ts'
import { findPool } from './visit-centre.ts'

export type StatusParts = { paper: HubPaper; memory: HubMemory; line: Line; limit: PageLimit }

/** `/hub`: how this hub stands with the centre, for the desks' settings. */
export function routeHubStatus(api: FastifyInstance, context: CentreContext, { paper, memory, line, limit }: StatusParts): void {
  api.get('/hub', async (request, reply) => {
    const { agency } = await requireDevice(context, request)
    const { dossiers, journal, pages } = databasesOf(agency)
    const refused = (await Promise.all([dossiers, journal, pages].map((name) => memory.refused('up', name)))).flat()
    const pool = await findPool(memory)
    reply.header('cache-control', 'no-store')
    return {
      name: paper.name,
      centre: new URL(paper.upstream).host,
      line: line.state,
      since: line.since,
      lastContact: line.lastContact,
      pages: limit.status(),
      slots: pool.slots.length,
      slotsLapseAt: pool.lapsesAt,
      refused: refused.map(({ database, id, refusal }) => ({ database, id, ...refusal })),
    }
  })
}
