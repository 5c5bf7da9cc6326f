import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { findDocument } from '#sync-server/provision/couch-admin.ts'
import { centreDatabase } from '#sync-server/provision/database-names.ts'
import { ApiError } from './api-error.ts'
import { requireDevice, requireOfficial } from './authenticate.ts'
import type { CentreContext } from './centre-context.ts'
import { type DeviceRecord, findPerson } from './device-record.ts'

/** 32 bytes in base64. */
const Key = z.base64().length(44)
const JoinKey = z.looseObject({ key: Key })

/**
 * `/join-key`: the half of a PC's sealing that only the centre holds, so that an official new to the PC can be let in. Neither a
 * stolen PC (its device cookie) nor a stolen password gets it alone, and it lies where no desk can read.
 */
export function routeJoinKey(api: FastifyInstance, context: CentreContext): void {
  const database = context.couch.use<Record<string, unknown>>(centreDatabase)
  const idOf = (device: DeviceRecord): string => `join-key:${device._id}`

  api.put('/join-key', async (request, reply) => {
    const device = await requireBoth(context, request, reply)
    const { key } = z.strictObject({ key: Key }).parse(request.body)
    const stored = await findDocument(database, idOf(device))
    await database.insert({ ...stored, _id: idOf(device), kind: 'join-key', key })
    return { ok: true }
  })

  api.get('/join-key', async (request, reply) => {
    const device = await requireBoth(context, request, reply)
    const stored = await findDocument(database, idOf(device))
    if (stored === undefined) throw new ApiError(404, 'no_join_key', 'Máy này chưa gửi khóa lên máy chủ.')
    reply.header('cache-control', 'no-store')
    return { key: JoinKey.parse(stored).key }
  })
}

/** The device that asks, with an official of its own agency signed in on it. */
async function requireBoth(context: CentreContext, request: FastifyRequest, reply: FastifyReply): Promise<DeviceRecord> {
  const device = await requireDevice(context, request)
  const official = await requireOfficial(context, request, reply)
  const person = await findPerson(context, official.login)
  if (person?.agency !== device.agency) throw new ApiError(403, 'other_agency', 'Cán bộ không thuộc cơ quan của máy này.')
  return device
}
