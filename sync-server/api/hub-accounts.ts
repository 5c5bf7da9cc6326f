import { z } from 'zod'
import type { AgencySlug } from '#core/record/ids.ts'
import { findDocument } from '#sync-server/provision/couch-admin.ts'
import { centreDatabase, databasesOf } from '#sync-server/provision/database-names.ts'
import { accountOfLogin } from '#sync-server/provision/write-people.ts'
import { ApiError } from './api-error.ts'
import type { CentreContext } from './centre-context.ts'
import { accountOf, type DeviceRecord, findDevice, listDevices, secretSince } from './device-record.ts'
import { deviceRoles } from './enrol-device.ts'

/** What CouchDB keeps of an account's password: never the password. Other ways of deriving stay at the centre. */
export const HubAccount = z.object({
  name: z.string().regex(/^(official|device)-[a-z0-9.-]{1,60}$/),
  roles: z.array(z.string()),
  password_scheme: z.literal('pbkdf2'),
  pbkdf2_prf: z.literal('sha256'),
  iterations: z.number().int().min(1000).max(10_000_000),
  salt: z.string().min(8).max(200),
  derived_key: z.string().regex(/^[0-9a-f]{64}$/),
})
export type HubAccount = z.infer<typeof HubAccount>

const Listing = z.object({ rows: z.array(z.object({ doc: z.looseObject({ _id: z.string() }).nullish() })) })

/** What a hub needs so that its agency can work without a line: its people's and desks' verifiers, and who may act as what. */
export async function listHubAccounts(context: CentreContext, hub: DeviceRecord) {
  const devices = (await listDevices(context, hub.agency)).filter((one) => one._id !== hub._id)
  const alive = devices.filter(({ revokedAt, hub: isHub }) => revokedAt === null && isHub !== true)
  const logins = await listLogins(context, hub.agency)
  const names = [...logins.map(accountOfLogin), ...alive.map(({ _id }) => accountOf(_id))]
  const security = z
    .looseObject({ authors: z.record(z.string(), z.unknown()).optional() })
    .parse(await context.couch.request({ db: databasesOf(hub.agency).dossiers, path: '_security' }))
  return { accounts: await readAccounts(context, names), devices: devices.map(withoutRev), authors: security.authors ?? {} }
}

/**
 * Takes over a desk that a hub enrolled, or whose secret it renewed, without a line. Only desks of the hub's own agency; what
 * the centre knows of the desk otherwise stays, above all that it was revoked.
 */
export async function takeHubDevice(
  context: CentreContext,
  hub: DeviceRecord,
  { record, account }: { record: DeviceRecord; account: HubAccount },
): Promise<void> {
  const before = await findDevice(context, record._id)
  const own = record.agency === hub.agency && record.hub !== true && account.name === accountOf(record._id)
  if (!own || (before !== undefined && (before.agency !== hub.agency || before.hub === true)))
    throw new ApiError(403, 'not_of_this_hub', 'Máy này không thuộc cơ quan của máy chủ phòng.')
  if (before !== undefined && (before.revokedAt !== null || secretSince(before) >= secretSince(record))) return
  const { _rev: _ofTheHub, ...facts } = record
  const kept = before === undefined ? { revokedAt: null } : { _rev: before._rev, revokedAt: null }
  const next = { ...facts, ...kept, enrolledAtHub: hub._id }
  // The account first: a crash in between makes the hub tell it again.
  await writeAccount(context, { ...account, roles: deviceRoles(record) })
  await context.couch.use<Record<string, unknown>>(centreDatabase).insert(next)
}

async function writeAccount(context: CentreContext, account: HubAccount): Promise<void> {
  const users = context.couch.use<Record<string, unknown>>('_users')
  const _id = `org.couchdb.user:${account.name}`
  const before = await findDocument(users, _id)
  if (before?.['derived_key'] === account.derived_key) return
  await users.insert({ _id, ...(before === undefined ? {} : { _rev: before._rev }), type: 'user', ...account })
  context.sessions.forgetAccount(account.name)
}

async function listLogins(context: CentreContext, agency: AgencySlug): Promise<string[]> {
  const found = await context.couch
    .use('catalog')
    .list({ start_key: 'person:', end_key: 'person;', inclusive_end: false, include_docs: true })
  return Listing.parse(found).rows.flatMap(({ doc }) => {
    const person = z.object({ agency: z.string(), login: z.string() }).safeParse(doc)
    return person.success && person.data.agency === agency ? [person.data.login] : []
  })
}

async function readAccounts(context: CentreContext, names: string[]): Promise<HubAccount[]> {
  if (names.length === 0) return []
  const keys = names.map((name) => `org.couchdb.user:${name}`)
  const found = await context.couch.use('_users').fetch({ keys })
  return Listing.parse(found).rows.flatMap(({ doc }) => {
    const account = HubAccount.safeParse(doc)
    return account.success ? [account.data] : []
  })
}

function withoutRev({ _rev: _dropped, ...record }: DeviceRecord): DeviceRecord {
  return record
}
