import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { DeviceId } from '#core/record/ids.ts'
import { ApiError } from './api-error.ts'
import { deviceCookieSeconds, requireDevice, requireOfficial } from './authenticate.ts'
import type { CentreContext } from './centre-context.ts'
import { deviceCookie, makeCookie } from './cookies.ts'
import { describeDevice, findPerson } from './device-record.ts'
import { enrolDevice, revokeDevice } from './enrol-device.ts'

const Fingerprint = z.string().min(8).max(200)
/** `known`: what this desk was enrolled as before it lost its cookie, and what it would show for its number slot. */
const Enrolment = z.strictObject({
  deskName: z.string().trim().min(1).max(80),
  fingerprint: Fingerprint,
  known: z.strictObject({ device: DeviceId, shown: Fingerprint }).optional(),
})

/** `/devices`: enrolling a desk, asking what it is, revoking it. */
export function routeDevices(api: FastifyInstance, context: CentreContext): void {
  api.post('/devices', async (request, reply) => {
    const official = await requireOfficial(context, request, reply)
    const wish = Enrolment.parse(request.body)
    const person = await findPerson(context, official.login)
    if (person === undefined) throw new ApiError(403, 'unknown_person', 'Tài khoản chưa gắn với cán bộ nào.')
    const { record, secret } = await enrolDevice(context, {
      ...wish,
      agency: person.agency,
      enrolledBy: person.id,
      ...(context.hub === undefined ? {} : { enrolledAtHub: context.hub.device }),
    })
    reply.header(
      'set-cookie',
      makeCookie(deviceCookie, `${record._id}.${secret}`, { maxAgeSeconds: deviceCookieSeconds, secure: context.secureCookies }),
    )
    return reply.code(201).send(await describeDevice(context, record))
  })

  api.get('/device', async (request) => describeDevice(context, await requireDevice(context, request)))

  // A hub passes it on: what it revoked by itself would be alive again with the centre's next word.
  if (context.hub !== undefined) return
  api.delete<{ Params: { id: string } }>('/devices/:id', async (request, reply) => {
    const official = await requireOfficial(context, request, reply)
    if (!official.administrator) throw new ApiError(403, 'administrators_only', 'Chỉ quản trị viên được thu hồi máy.')
    const id = DeviceId.parse(request.params.id)
    await revokeDevice(context, id)
    return { ok: true }
  })
}
