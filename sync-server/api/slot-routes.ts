import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { DeviceId } from '#core/record/ids.ts'
import { epochMsOf, Instant, toInstant } from '#core/record/instant.ts'
import { findDocument, statusOf } from '#sync-server/provision/couch-admin.ts'
import { centreDatabase } from '#sync-server/provision/database-names.ts'
import { ApiError } from './api-error.ts'
import { requireDevice } from './authenticate.ts'
import type { CentreContext } from './centre-context.ts'
import { type DeviceRecord, getAgency } from './device-record.ts'

const SlotWish = z.strictObject({ fingerprint: z.string().min(8).max(200) })

const Lease = z.object({
  slot: z.number().int(),
  generation: z.number().int(),
  device: DeviceId,
  fingerprint: z.string(),
  grantedAt: Instant,
  lapsesAt: Instant,
})
type Lease = z.infer<typeof Lease>

/** All number slots of an agency, in one document, so that one compare-and-swap decides. */
const SlotBook = z.looseObject({ leases: z.array(Lease) })

/** 901 and up are not granted: the demo's own codes come from there. */
const lastSlot = 900
const leaseMs = 90 * 24 * 3_600_000
/** A desk whose clock is wrong may still number after its lease; a slot rests that long before another desk gets it. */
const restMs = 90 * 24 * 3_600_000

/** `/slots`: which numbers a desk may issue without asking. */
export function routeSlots(api: FastifyInstance, context: CentreContext): void {
  api.post('/slots', async (request) => {
    const device = await requireDevice(context, request)
    const { fingerprint } = SlotWish.parse(request.body)
    const agency = await getAgency(context, device.agency)
    const lease = await grantSlot(context, device, fingerprint)
    return { slot: lease.slot, generation: lease.generation, agencyCode: agency.code, grantedAt: lease.grantedAt, lapsesAt: lease.lapsesAt }
  })
}

/** Reads, decides and writes back only if nobody else did meanwhile. */
async function grantSlot(context: CentreContext, device: DeviceRecord, fingerprint: string): Promise<Lease> {
  const database = context.couch.use<Record<string, unknown>>(centreDatabase)
  const _id = `slots:${device.agency}`
  for (let attempt = 0; attempt < 50; attempt++) {
    const stored = await findDocument(database, _id)
    const { leases } = SlotBook.parse(stored ?? { leases: [] })
    const lease = nextLease(leases, { device: device._id, fingerprint, nowMs: context.now() })
    const others = leases.filter((one) => one.slot !== lease.slot)
    const book = { ...stored, _id, kind: 'slots', leases: [...others, lease].sort((a, b) => a.slot - b.slot) }
    try {
      await database.insert(book)
      return lease
    } catch (error) {
      if (statusOf(error) !== 409) throw error
    }
  }
  throw new ApiError(503, 'busy', 'Đang cấp số cho nhiều máy, xin thử lại.')
}

/**
 * The lease a desk gets: its own again, longer, where hardware and lease are the same; else a slot that nobody holds, the never
 * used ones first. A slot used before takes the next generation, so its holders can be told apart.
 */
export function nextLease(leases: Lease[], wish: { device: DeviceId; fingerprint: string; nowMs: number }): Lease {
  const { device, fingerprint, nowMs } = wish
  const lapsesAt = toInstant(nowMs + leaseMs)
  const own = leases.find((one) => one.device === device && one.fingerprint === fingerprint && epochMsOf(one.lapsesAt) > nowMs)
  if (own !== undefined) return { ...own, lapsesAt }
  const used = new Set(leases.map((one) => one.slot))
  const fresh = Array.from({ length: lastSlot }, (_, index) => index + 1).find((slot) => !used.has(slot))
  if (fresh !== undefined) return { slot: fresh, generation: 1, device, fingerprint, grantedAt: toInstant(nowMs), lapsesAt }
  const rested = leases.find((one) => epochMsOf(one.lapsesAt) + restMs < nowMs)
  if (rested === undefined) throw new ApiError(409, 'no_slot', 'Cơ quan đã dùng hết số máy được cấp.')
  return { slot: rested.slot, generation: rested.generation + 1, device, fingerprint, grantedAt: toInstant(nowMs), lapsesAt }
}
