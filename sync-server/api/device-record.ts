import { z } from 'zod'
import { Agency } from '#core/agency/agency.ts'
import { Person } from '#core/person/person.ts'
import { AgencySlug, DeviceId, PersonId } from '#core/record/ids.ts'
import { Instant } from '#core/record/instant.ts'
import { findDocument, type Stored } from '#sync-server/provision/couch-admin.ts'
import { centreDatabase, type DeskDatabases, databasesOf } from '#sync-server/provision/database-names.ts'
import { ApiError } from './api-error.ts'
import type { CentreContext } from './centre-context.ts'

/** A desk that was enrolled. Kept for good: events name it. */
export const DeviceRecord = z.looseObject({
  _id: DeviceId,
  kind: z.literal('device'),
  schemaVersion: z.number().int(),
  deskName: z.string().min(1),
  fingerprint: z.string().min(1),
  agency: AgencySlug,
  enrolledBy: PersonId,
  enrolledAt: Instant,
  revokedAt: Instant.nullable(),
  /** An office's hub: replicates for its desks and tells the centre of those it enrolled itself. */
  hub: z.boolean().optional(),
  /** The hub that enrolled it, where no line to the centre was there. */
  enrolledAtHub: DeviceId.optional(),
  /** When it got a new secret because it had lost the first. */
  rejoinedAt: Instant.optional(),
  /** SHA-256 (hex) of the secret in its cookie. Stays after revocation, so that the device can still hand in what it had not sent. */
  secretHash: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .optional(),
})
export type DeviceRecord = z.infer<typeof DeviceRecord>

/** What a desk is told about itself. */
export type DeviceFacts = { device: DeviceId; deskName: string; agency: AgencySlug; agencyName: string; databases: DeskDatabases }

/** Since when the device's secret holds; of two records of one device, at a hub and at the centre, the later has the secret that counts. */
export const secretSince = ({ rejoinedAt, enrolledAt }: DeviceRecord): Instant => rejoinedAt ?? enrolledAt

const Rows = z.object({ rows: z.array(z.object({ doc: z.unknown() })) })

/** CouchDB's user of a device. */
export const accountOf = (device: DeviceId): string => device.replace(':', '-')

export async function findDevice(context: CentreContext, id: DeviceId): Promise<(DeviceRecord & Stored) | undefined> {
  const stored = await findDocument(context.couch.use(centreDatabase), id)
  return stored === undefined ? undefined : { ...DeviceRecord.parse(stored), _rev: stored._rev }
}

/** Every device of an agency, hubs and revoked ones among them. */
export async function listDevices({ couch }: Pick<CentreContext, 'couch'>, agency: AgencySlug): Promise<DeviceRecord[]> {
  const range = { start_key: 'device:', end_key: 'device;', inclusive_end: false, include_docs: true }
  return Rows.parse(await couch.use(centreDatabase).list(range)).rows.flatMap(({ doc }) => {
    const device = DeviceRecord.safeParse(doc)
    return device.success && device.data.agency === agency ? [device.data] : []
  })
}

export async function describeDevice(context: CentreContext, record: DeviceRecord): Promise<DeviceFacts> {
  const agency = await getAgency(context, record.agency)
  return {
    device: record._id,
    deskName: record.deskName,
    agency: record.agency,
    agencyName: agency.name,
    databases: databasesOf(record.agency),
  }
}

export async function getAgency(context: CentreContext, slug: AgencySlug): Promise<Agency> {
  const stored = await findDocument(context.couch.use('catalog'), `agency:${slug}`)
  if (stored === undefined) throw new ApiError(404, 'unknown_agency', 'Không có cơ quan này trong danh mục.')
  return Agency.parse(withoutRev(stored))
}

export async function findPerson(context: CentreContext, login: string): Promise<Person | undefined> {
  const stored = await findDocument(context.couch.use('catalog'), `person:${login}`)
  return stored === undefined ? undefined : Person.parse(withoutRev(stored))
}

function withoutRev(stored: Stored): Record<string, unknown> {
  const { _id, _rev, ...record } = stored
  return record
}
