import type { FastifyInstance } from 'fastify'
import type { DeviceId } from '#core/record/ids.ts'
import { databasesOf } from '#sync-server/provision/database-names.ts'
import { requireDevice } from './authenticate.ts'
import type { CentreContext } from './centre-context.ts'

const beatMs = 20_000

/** `/changes`: tells a desk at once that one of its databases has something new (server-sent events). */
export function routeChanges(api: FastifyInstance, context: CentreContext): void {
  api.get('/changes', async (request, reply) => {
    const device = await requireDevice(context, request)
    reply.hijack()
    const { raw } = reply
    raw.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store', 'x-accel-buffering': 'no' })
    raw.write(': open\n\n')
    const unfollow = context.notices.follow(Object.values(databasesOf(device.agency)), (notice) => {
      raw.write(`event: change\ndata: ${JSON.stringify(notice)}\n\n`)
    })
    const beat = setInterval(() => raw.write(': still here\n\n'), beatMs)
    const onRevoked = (id: DeviceId): void => {
      if (id === device._id) raw.end()
    }
    context.revocations.on('revoked', onRevoked)
    raw.once('close', () => {
      clearInterval(beat)
      unfollow()
      context.revocations.off('revoked', onRevoked)
    })
  })
}
