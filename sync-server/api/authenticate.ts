import { createHash, timingSafeEqual } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { DeviceId } from '#core/record/ids.ts'
import { statusOf } from '#sync-server/provision/couch-admin.ts'
import { centreDatabase } from '#sync-server/provision/database-names.ts'
import { findLogin } from '#sync-server/provision/write-people.ts'
import { ApiError } from './api-error.ts'
import type { CentreContext } from './centre-context.ts'
import { deviceCookie, makeCookie, officialCookie, readCookie } from './cookies.ts'
import { accountOf, type DeviceRecord, findDevice } from './device-record.ts'

export const officialSessionSeconds = 8 * 3600
export const deviceCookieSeconds = 400 * 24 * 3600

/** The official who asks; 401 where nobody has signed in. */
export async function requireOfficial(
  context: CentreContext,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<{ login: string; administrator: boolean }> {
  const token = readCookie(request, officialCookie)
  const who = token === undefined ? null : await context.sessions.identify(token)
  const login = who === null ? undefined : findLogin(who.name)
  if (who === null || login === undefined) throw new ApiError(401, 'sign_in_needed', 'Phiên làm việc đã hết, xin đăng nhập lại.')
  if (who.renewed !== undefined)
    reply.header(
      'set-cookie',
      makeCookie(officialCookie, who.renewed, { maxAgeSeconds: officialSessionSeconds, secure: context.secureCookies }),
    )
  return { login, administrator: who.roles.includes('administrator') }
}

export type DeviceCredential = { device: DeviceId; account: string; secret: string }

/** What a device's cookie says; nothing is checked yet. */
export function readDeviceCredential(request: FastifyRequest): DeviceCredential {
  const [id = '', secret = ''] = (readCookie(request, deviceCookie) ?? '').split('.')
  const device = DeviceId.safeParse(id)
  if (!device.success || !/^[\w-]{43}$/.test(secret)) throw new ApiError(401, 'not_enrolled', 'Máy này chưa được ghi danh.')
  return { device: device.data, account: accountOf(device.data), secret }
}

/** A live CouchDB session of the device that asks. */
export async function requireDeviceToken(context: CentreContext, credential: DeviceCredential): Promise<string> {
  const token = await context.sessions.tokenFor(credential.account, credential.secret)
  if (token !== null) return token
  const record = await findDevice(context, credential.device)
  throw record?.revokedAt ? revoked() : new ApiError(401, 'not_enrolled', 'Máy này chưa được ghi danh.')
}

/** The device that asks, with its record. */
export async function requireDevice(context: CentreContext, request: FastifyRequest): Promise<DeviceRecord> {
  const credential = readDeviceCredential(request)
  await requireDeviceToken(context, credential)
  const record = await findDevice(context, credential.device)
  if (record === undefined) throw new ApiError(401, 'not_enrolled', 'Máy này chưa được ghi danh.')
  if (record.revokedAt !== null) throw revoked()
  if (record.secretHash === undefined) await learnSecret(context, { ...record, secretHash: hashSecret(credential.secret) })
  return record
}

/** A desk that was enrolled by an older build; somebody else writing its record at the same moment is no harm. */
async function learnSecret(context: CentreContext, record: DeviceRecord): Promise<void> {
  await context.couch
    .use<Record<string, unknown>>(centreDatabase)
    .insert(record)
    .catch((error: unknown) => {
      if (statusOf(error) !== 409) throw error
    })
}

/**
 * The device of the cookie, whether it may still work or was revoked: all that a revoked one may do is hand in what it had not sent
 * and hear what became of it.
 */
export async function requireEnrolledOnce(context: CentreContext, request: FastifyRequest): Promise<DeviceRecord> {
  const { device, secret } = readDeviceCredential(request)
  const record = await findDevice(context, device)
  const known = Buffer.from(record?.secretHash ?? '', 'hex')
  const shown = Buffer.from(hashSecret(secret), 'hex')
  if (record !== undefined && known.length === shown.length && timingSafeEqual(known, shown)) return record
  // A device of a centre that kept no hash yet: as long as it is not revoked its account proves it.
  return requireDevice(context, request)
}

/** The secret is 32 random bytes, so one round of SHA-256 is enough. */
export const hashSecret = (secret: string): string => createHash('sha256').update(secret).digest('hex')

export const revoked = (): ApiError => new ApiError(401, 'device_revoked', 'Máy này đã bị thu hồi quyền.')
