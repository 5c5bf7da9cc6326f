import { randomBytes } from 'node:crypto'
import { DeviceId, makeUlid, type PersonId } from '#core/record/ids.ts'
import { toInstant } from '#core/record/instant.ts'
import { findDocument } from '#sync-server/provision/couch-admin.ts'
import { centreDatabase } from '#sync-server/provision/database-names.ts'
import { ApiError } from './api-error.ts'
import { hashSecret, revoked } from './authenticate.ts'
import type { CentreContext } from './centre-context.ts'
import { accountOf, type DeviceRecord, findDevice } from './device-record.ts'
import { findLease } from './find-lease.ts'

/** `known`: the desk was enrolled before and lost its cookie; `shown` proves it, as it would for its number slot. */
export type EnrolmentWish = Pick<DeviceRecord, 'deskName' | 'fingerprint' | 'agency' | 'hub' | 'enrolledAtHub'> & {
  enrolledBy: PersonId
  known?: { device: DeviceId; shown: string } | undefined
}

export type Enrolled = { record: DeviceRecord; secret: string }

/** A desk that is known and proves it keeps its id, and with it its chain of events and its number slot; any other becomes a new device. */
export async function enrolDevice(context: CentreContext, wish: EnrolmentWish): Promise<Enrolled> {
  const { known, ...facts } = wish
  const before = known && (await findDevice(context, known.device))
  if (known === undefined || before === undefined) return enrolAnew(context, facts)
  if (before.revokedAt !== null) throw revoked()
  const sameDesk = before.agency === wish.agency && (await isProved(context, before, known.shown))
  return sameDesk ? rejoin(context, before) : enrolAnew(context, facts)
}

/**
 * The slot's lease names what the desk will show next, which only the newest state of its profile knows; a copy or an older state
 * would fork its chain of events. A desk that never had a slot shows the fingerprint it was enrolled under.
 */
async function isProved(context: CentreContext, record: DeviceRecord, shown: string): Promise<boolean> {
  const lease = await findLease(context, record)
  return lease === undefined ? record.fingerprint === shown : lease.fingerprint === shown || lease.next === shown
}

/** The record first: a crash in between leaves a device that nobody can use, never an account that nobody can revoke. */
async function enrolAnew(context: CentreContext, wish: Omit<EnrolmentWish, 'known'>): Promise<Enrolled> {
  const now = context.now()
  const _id = DeviceId.parse(`device:${makeUlid(now, randomBytes(10)).toLowerCase()}`)
  const secret = makeSecret()
  const record: DeviceRecord = {
    _id,
    kind: 'device',
    schemaVersion: 1,
    ...wish,
    enrolledAt: toInstant(now),
    revokedAt: null,
    secretHash: hashSecret(secret),
  }
  await context.couch.use<Record<string, unknown>>(centreDatabase).insert(record)
  await writeAccount(context, record, secret)
  return { record, secret }
}

/** A new secret for a device that exists; whoever holds the lost one is locked out. */
async function rejoin(context: CentreContext, before: DeviceRecord): Promise<Enrolled> {
  const secret = makeSecret()
  const here = context.hub === undefined ? {} : { enrolledAtHub: context.hub.device }
  const record: DeviceRecord = { ...before, ...here, secretHash: hashSecret(secret), rejoinedAt: toInstant(context.now()) }
  await context.couch.use<Record<string, unknown>>(centreDatabase).insert(record)
  await writeAccount(context, record, secret)
  context.sessions.forgetAccount(accountOf(record._id))
  return { record, secret }
}

/** Roles of a device's account: its agency's databases and nothing else. */
export function deviceRoles({ agency, hub }: Pick<DeviceRecord, 'agency' | 'hub'>): string[] {
  return ['device', ...(hub === true ? ['hub'] : []), `agency:${agency}`]
}

async function writeAccount(context: CentreContext, record: DeviceRecord, password: string): Promise<void> {
  const name = accountOf(record._id)
  const users = context.couch.use<Record<string, unknown>>('_users')
  const _id = `org.couchdb.user:${name}`
  const before = await findDocument(users, _id)
  const rev = before === undefined ? {} : { _rev: before._rev }
  await users.insert({ _id, ...rev, type: 'user', name, roles: deviceRoles(record), password })
}

/** From here on the device may only hand in what it had not sent. */
export async function revokeDevice(context: CentreContext, id: DeviceId): Promise<void> {
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

const makeSecret = (): string => randomBytes(32).toString('base64url')
