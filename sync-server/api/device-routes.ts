import { randomBytes } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { DeviceId, makeUlid, PersonId } from '#core/record/ids.ts'
import { toInstant } from '#core/record/instant.ts'
import { findDocument } from '#sync-server/provision/couch-admin.ts'
import { centreDatabase } from '#sync-server/provision/database-names.ts'
import { ApiError } from './api-error.ts'
import { deviceCookieSeconds, requireDevice, requireOfficial } from './authenticate.ts'
import type { CentreContext } from './centre-context.ts'
import { deviceCookie, makeCookie } from './cookies.ts'
import { accountOf, type DeviceRecord, describeDevice, findDevice, findPerson } from './device-record.ts'

const Enrolment = z.strictObject({ deskName: z.string().trim().min(1).max(80), fingerprint: z.string().min(8).max(200) })

/** `/devices`: enrolling a desk, asking what it is, revoking it. */
export function routeDevices(api: FastifyInstance, context: CentreContext): void {
  api.post('/devices', async (request, reply) => {
    const official = await requireOfficial(context, request, reply)
    const wish = Enrolment.parse(request.body)
    const person = await findPerson(context, official.login)
    if (person === undefined) throw new ApiError(403, 'unknown_person', 'Tài khoản chưa gắn với cán bộ nào.')
    const { record, secret } = await enrol(context, { ...wish, agency: person.agency, enrolledBy: person.id })
    reply.header(
      'set-cookie',
      makeCookie(deviceCookie, `${record._id}.${secret}`, { maxAgeSeconds: deviceCookieSeconds, secure: context.secureCookies }),
    )
    return reply.code(201).send(await describeDevice(context, record))
  })

  api.get('/device', async (request) => describeDevice(context, await requireDevice(context, request)))

  api.delete<{ Params: { id: string } }>('/devices/:id', async (request, reply) => {
    const official = await requireOfficial(context, request, reply)
    if (!official.administrator) throw new ApiError(403, 'administrators_only', 'Chỉ quản trị viên được thu hồi máy.')
    const id = DeviceId.parse(request.params.id)
    await revoke(context, id)
    return { ok: true }
  })
}

type Wish = Pick<DeviceRecord, 'deskName' | 'fingerprint' | 'agency' | 'enrolledBy'>

/** The record first: a crash in between leaves a device that nobody can use, never an account that nobody can revoke. */
async function enrol(context: CentreContext, wish: Wish): Promise<{ record: DeviceRecord; secret: string }> {
  const now = context.now()
  const _id = DeviceId.parse(`device:${makeUlid(now, randomBytes(10)).toLowerCase()}`)
  const record: DeviceRecord = {
    _id,
    kind: 'device',
    schemaVersion: 1,
    ...wish,
    enrolledBy: PersonId.parse(wish.enrolledBy),
    enrolledAt: toInstant(now),
    revokedAt: null,
  }
  await context.couch.use<Record<string, unknown>>(centreDatabase).insert(record)
  const secret = randomBytes(32).toString('base64url')
  const name = accountOf(_id)
  const roles = ['device', `agency:${wish.agency}`]
  await context.couch
    .use<Record<string, unknown>>('_users')
    .insert({ _id: `org.couchdb.user:${name}`, type: 'user', name, roles, password: secret })
  return { record, secret }
}

async function revoke(context: CentreContext, id: DeviceId): Promise<void> {
  const record = await findDevice(context, id)
  if (record === undefined) throw new ApiError(404, 'unknown_device', 'Không có máy này.')
  if (record.revokedAt === null) {
    await context.couch.use<Record<string, unknown>>(centreDatabase).insert({ ...record, revokedAt: toInstant(context.now()) })
  }
  const users = context.couch.use<Record<string, unknown>>('_users')
  const account = await findDocument(users, `org.couchdb.user:${accountOf(id)}`)
  if (account !== undefined) await users.destroy(account._id, account._rev)
  context.sessions.forgetAccount(accountOf(id))
  context.revocations.emit('revoked', id)
}
