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

const Fingerprint = z.string().min(8).max(200)
/** `next` is the fingerprint that the desk will show from now on, if this answer reaches it. */
const SlotWish = z.strictObject({ fingerprint: Fingerprint, next: Fingerprint.optional() })

const Lease = z.object({
  slot: z.number().int(),
  generation: z.number().int(),
  device: DeviceId,
  fingerprint: z.string(),
  next: z.string().nullish(),
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
    const wish = SlotWish.parse(request.body)
    const agency = await getAgency(context, device.agency)
    const { slot, generation, grantedAt, lapsesAt } = await grantSlot(context, device, wish)
    return { slot, generation, agencyCode: agency.code, grantedAt, lapsesAt, serverTime: toInstant(context.now()) }
  })
}

/** Reads, decides and writes back only if nobody else did meanwhile. */
async function grantSlot(context: CentreContext, device: DeviceRecord, wish: z.infer<typeof SlotWish>): Promise<Lease> {
  const database = context.couch.use<Record<string, unknown>>(centreDatabase)
  const _id = `slots:${device.agency}`
  for (let attempt = 0; attempt < 50; attempt++) {
    const stored = await findDocument(database, _id)
    const { leases } = SlotBook.parse(stored ?? { leases: [] })
    const lease = nextLease(leases, { device: device._id, ...wish, nowMs: context.now() })
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

type LeaseWish = { device: DeviceId; fingerprint: string; next?: string | undefined; nowMs: number }

/**
 * The lease a desk gets: its own again, longer, where lease and fingerprint are the same; else a slot that nobody holds, the
 * never used ones first. A slot used before takes the next generation, so its holders can be told apart.
 *
 * A desk that shows the `next` it had announced makes the fingerprint before it void: whoever shows that one later is a copy of the
 * desk's profile or an older state of it, which does not know what has been issued since.
 */
export function nextLease(leases: Lease[], { device, fingerprint, next, nowMs }: LeaseWish): Lease {
  const lapsesAt = toInstant(nowMs + leaseMs)
  const own = leases.find(
    (one) => one.device === device && (one.fingerprint === fingerprint || one.next === fingerprint) && epochMsOf(one.lapsesAt) > nowMs,
  )
  const held = { device, fingerprint, next: next ?? null, lapsesAt }
  if (own !== undefined) return { ...own, ...held }
  const used = new Set(leases.map((one) => one.slot))
  const fresh = Array.from({ length: lastSlot }, (_, index) => index + 1).find((slot) => !used.has(slot))
  if (fresh !== undefined) return { slot: fresh, generation: 1, ...held, grantedAt: toInstant(nowMs) }
  const rested = leases.find((one) => epochMsOf(one.lapsesAt) + restMs < nowMs)
  if (rested === undefined) throw new ApiError(409, 'no_slot', 'Cơ quan đã dùng hết số máy được cấp.')
  return { slot: rested.slot, generation: rested.generation + 1, ...held, grantedAt: toInstant(nowMs) }
}
