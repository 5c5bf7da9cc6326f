import { z } from 'zod'
import { DeviceId } from '#core/record/ids.ts'
import { findDocument } from '#sync-server/provision/couch-admin.ts'
import { centreDatabase } from '#sync-server/provision/database-names.ts'
import type { CentreContext } from './centre-context.ts'
import type { DeviceRecord } from './device-record.ts'

const Lease = z.object({ device: DeviceId, fingerprint: z.string(), next: z.string().nullish(), lapsesAt: z.string() })
const SlotBook = z.looseObject({ leases: z.array(Lease) })

/** The number slot that a device renewed last, for what it says of the device: what it showed, and what it will show next. */
export async function findLease(context: CentreContext, record: DeviceRecord): Promise<z.infer<typeof Lease> | undefined> {
  const stored = await findDocument(context.couch.use(centreDatabase), `slots:${record.agency}`)
  const { leases } = SlotBook.parse(stored ?? { leases: [] })
  return leases.filter(({ device }) => device === record._id).sort((a, b) => (a.lapsesAt < b.lapsesAt ? 1 : -1))[0]
}
