import type { FastifyInstance } from 'fastify'
import type { CentreContext } from './centre-context.ts'

/**
 * `/place`: where an acknowledgement of this server stands, at the office or at the province; a desk asks it before anything else.
 * `id` tells one server's change sequences from another's.
 */
export function routePlace(api: FastifyInstance, context: CentreContext): void {
  api.get('/place', async (_request, reply) => {
    reply.header('cache-control', 'no-store')
    const { hub } = context
    return hub === undefined
      ? { id: 'centre', level: 'province', name: null }
      : { id: `${hub.device}.${hub.epoch}`, level: 'office', name: hub.name }
  })
}
