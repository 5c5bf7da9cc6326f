import { isDeepStrictEqual } from 'node:util'
import { z } from 'zod'
import { DeviceId } from '#core/record/ids.ts'
import { Instant } from '#core/record/instant.ts'
import { RegisterBook } from '#core/registers/register-book.ts'
import type { CentreContext } from '#sync-server/api/centre-context.ts'
import { accountOf, DeviceRecord, secretSince } from '#sync-server/api/device-record.ts'
import { HubAccount } from '#sync-server/api/hub-accounts.ts'
import type { PublishedKey } from '#sync-server/api/hub-side.ts'
import type { SlotPool } from '#sync-server/api/slot-routes.ts'
import { findDocument } from '#sync-server/provision/couch-admin.ts'
import { centreDatabase, databasesOf } from '#sync-server/provision/database-names.ts'
import { type DatabaseSecurity, writeSecurity } from '#sync-server/provision/provision-database.ts'
import type { HubBooks } from './books.ts'
import type { HubMemory } from './hub-memory.ts'
import type { HubPaper } from './hub-paper.ts'
import { ask, centreSide, expect } from './side.ts'

/** `_security.authors`: who may act for the agency, as what, since when. */
export const Authors = z.record(
  z.string(),
  z.object({ roles: z.array(z.object({ role: z.string(), since: z.string(), until: z.string().nullable() })) }),
)
const Pool = z.object({ slots: z.array(z.object({ slot: z.number().int(), generation: z.number().int() })), lapsesAt: Instant })
const VisitAnswer = z.object({
  accounts: z.array(HubAccount),
  devices: z.array(DeviceRecord),
  authors: Authors,
  pool: Pool,
  books: z.array(RegisterBook).default([]),
  serverTime: Instant,
})
const Key = z.object({
  login: z.string(),
  keyId: z.string(),
  device: DeviceId,
  since: Instant,
  jwk: z.object({ kty: z.literal('EC'), crv: z.literal('P-256'), x: z.string(), y: z.string() }),
})

const keyPrefix = 'hub-key:'
const poolId = 'hub-pool'
/** Desks that may still come beyond those that are here. */
const spareSlots = 4

export type VisitParts = { context: CentreContext; memory: HubMemory; paper: HubPaper; books: HubBooks }

export const keepKey = (memory: HubMemory, key: PublishedKey): Promise<void> =>
  memory.put(`${keyPrefix}${key.login}:${key.keyId}`, { ...key })

/** The pool as the centre last granted it; empty and lapsed before that. */
export async function findPool(memory: HubMemory): Promise<SlotPool> {
  return (await memory.find(poolId, Pool)) ?? { slots: [], lapsesAt: Instant.parse('1970-01-01T07:00:00+07:00') }
}

/** After a restore: slots lent since the backup are not known here, so none may be lent until the centre has granted a new pool. */
export const dropPool = (memory: HubMemory): Promise<void> => memory.remove(poolId)

/** Tells the centre what came up here and takes what this office needs to work without it. Safe to repeat. */
export async function visitCentre({ context, memory, paper, books }: VisitParts): Promise<void> {
  const devices = await listOwnDevices(context, paper)
  const accounts = await readAccounts(context, devices)
  const keys = await memory.list(keyPrefix, Key)
  const alive = devices.filter(({ revokedAt }) => revokedAt === null).length
  const json = {
    fingerprint: paper.fingerprint,
    slots: Math.min(40, alive + spareSlots),
    devices: devices
      .filter(({ enrolledAtHub }) => enrolledAtHub === paper.device)
      .flatMap((record) => {
        const account = accounts.get(accountOf(record._id))
        const { _rev: _own, ...facts } = record
        return account === undefined ? [] : [{ record: facts, account }]
      }),
    keys: keys.map(({ _id, ...key }) => key),
  }
  const answer = expect(await ask(centreSide(paper, 'api'), '/hubs/visit', VisitAnswer, { json }))
  // The desks first: the centre lets a book pass only between desks that it knows.
  await books.tell()
  await books.learn(answer.books)
  await memory.put(poolId, { slots: answer.pool.slots, lapsesAt: answer.pool.lapsesAt })
  await writeRights(context, paper, answer.authors)
  const newer = await takeDevices(context, answer.devices)
  await takeAccounts(context, answer, newer)
  for (const { _id } of keys) await memory.remove(_id)
}

const Listing = z.object({ rows: z.array(z.object({ doc: z.looseObject({ _id: z.string() }).nullish() })) })

async function listOwnDevices(context: CentreContext, { agency, device }: HubPaper): Promise<DeviceRecord[]> {
  const found = await context.couch.use(centreDatabase).list({ start_key: 'device:', end_key: 'device;', include_docs: true })
  const all = Listing.parse(found).rows.flatMap(({ doc }) => (doc == null ? [] : [DeviceRecord.parse(doc)]))
  return all.filter((one) => one.agency === agency && one._id !== device)
}

async function readAccounts(context: CentreContext, devices: DeviceRecord[]): Promise<Map<string, HubAccount>> {
  if (devices.length === 0) return new Map()
  const found = await context.couch.use('_users').fetch({ keys: devices.map(({ _id }) => `org.couchdb.user:${accountOf(_id)}`) })
  const accounts = Listing.parse(found).rows.flatMap(({ doc }) => {
    const account = HubAccount.safeParse(doc)
    return account.success ? [account.data] : []
  })
  return new Map(accounts.map((one) => [one.name, one]))
}

async function writeRights(context: CentreContext, { agency }: HubPaper, authors: z.infer<typeof Authors>): Promise<void> {
  const admins = { names: [], roles: ['_admin'] }
  const security: DatabaseSecurity = { admins, members: { names: [], roles: [`agency:${agency}`] }, authors }
  const { dossiers, journal, pages } = databasesOf(agency)
  for (const name of [dossiers, journal, pages]) await writeSecurity(context.couch, name, security)
}

/**
 * The centre's accounts are this hub's: changed ones are overwritten, those that are gone there end here too. Left alone are desks
 * that the centre has not heard of yet, or that got a new secret here while it answered (`newer`).
 */
async function takeAccounts(context: CentreContext, answer: z.infer<typeof VisitAnswer>, newer: ReadonlySet<string>): Promise<void> {
  const users = context.couch.use<Record<string, unknown>>('_users')
  const wanted = new Map(answer.accounts.map((one) => [idOf(one.name), one]))
  const known = new Set(answer.devices.map(({ _id }) => idOf(accountOf(_id))))
  const found = await users.list({ start_key: 'org.couchdb.user:', end_key: 'org.couchdb.user;', include_docs: true })
  const stored = new Map(Users.parse(found).rows.flatMap(({ doc }) => (doc == null ? [] : [[doc._id, doc]])))
  for (const [_id, account] of wanted) {
    const before = stored.get(_id)
    if (newer.has(_id) || (before?.derived_key === account.derived_key && String(before.roles) === String(account.roles))) continue
    await users.insert({ _id, ...(before === undefined ? {} : { _rev: before._rev }), type: 'user', ...account })
    context.sessions.forgetAccount(account.name)
  }
  for (const [_id, { _rev, name }] of stored) {
    if (wanted.has(_id) || !(known.has(_id) || name.startsWith('official-'))) continue
    await users.destroy(_id, _rev)
    context.sessions.forgetAccount(name)
  }
}

const idOf = (name: string): string => `org.couchdb.user:${name}`
const Users = z.object({
  rows: z.array(
    z.object({
      doc: z
        .looseObject({
          _id: z.string(),
          _rev: z.string(),
          name: z.string(),
          roles: z.array(z.string()),
          derived_key: z.string().optional(),
        })
        .nullish(),
    }),
  ),
})

/** Answers the accounts of desks whose secret is newer here than the centre knows. */
async function takeDevices(context: CentreContext, devices: DeviceRecord[]): Promise<Set<string>> {
  const newer = new Set<string>()
  const database = context.couch.use<Record<string, unknown>>(centreDatabase)
  for (const device of devices) {
    const stored = await findDocument(database, device._id)
    const before = stored && DeviceRecord.parse(stored)
    if (before !== undefined && device.revokedAt === null && secretSince(before) > secretSince(device)) {
      newer.add(idOf(accountOf(device._id)))
      continue
    }
    const { _rev: _ofTheCentre, ...facts } = device
    const next = { ...facts, ...(stored === undefined ? {} : { _rev: stored._rev }) }
    if (isDeepStrictEqual(stored, next)) continue
    await database.insert(next)
    if (device.revokedAt !== null && before?.revokedAt === null) context.revocations.emit('revoked', device._id)
  }
  return newer
}
