import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { DeviceId } from '#core/record/ids.ts'
import { epochMsOf, Instant, toInstant } from '#core/record/instant.ts'
import { findDocument, statusOf } from '#sync-server/provision/couch-admin.ts'
import { centreDatabase } from '#sync-server/provision/database-names.ts'
import { ApiError } from './api-error.ts'
import { requireDevice } from './authenticate.ts'
import type { CentreContext } from './centre-context.ts'
import { type DeviceRecord, findDevice, getAgency } from './device-record.ts'
import { readNumberingSettings } from './numbering-settings.ts'

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
const dayMs = 24 * 3_600_000
/** A desk whose clock is wrong may still number after its lease; a slot rests that long before another desk gets it. */
const restMs = 90 * dayMs

/** `/slots`: which numbers a desk may issue without asking. */
export function routeSlots(api: FastifyInstance, context: CentreContext): void {
  api.post('/slots', async (request) => {
    const device = await requireDevice(context, request)
    const wish = SlotWish.parse(request.body)
    const agency = await getAgency(context, device.agency)
    const pool = await context.hub?.findPool()
    const { leaseDays, warnDays } = await readNumberingSettings(context)
    const { slot, generation, grantedAt, lapsesAt } = await grantSlot(context, device, { ...wish, pool, leaseDays })
    const warnsAt = toInstant(epochMsOf(lapsesAt) - warnDays * dayMs)
    return { slot, generation, agencyCode: agency.code, grantedAt, lapsesAt, warnsAt, serverTime: toInstant(context.now()) }
  })
}

/** Slots that the centre has set aside for an office's hub; the hub gives out these and no others. */
export type SlotPool = { slots: { slot: number; generation: number }[]; lapsesAt: Instant }

/** Reads, decides and writes back only if nobody else did meanwhile. */
export async function grantSlot(
  context: CentreContext,
  device: DeviceRecord,
  wish: z.infer<typeof SlotWish> & { pool?: SlotPool | undefined; leaseDays?: number },
): Promise<Lease> {
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

/** `leaseDays`: how long a desk may number without meeting the centre (`/settings/numbering`). */
type LeaseWish = {
  device: DeviceId
  fingerprint: string
  next?: string | undefined
  nowMs: number
  pool?: SlotPool | undefined
  leaseDays?: number
}

/**
 * The lease a desk gets: its own again, longer, where lease and fingerprint are the same; else a slot that nobody holds, the
 * never used ones first. A slot used before takes the next generation, so its holders can be told apart.
 *
 * A desk that shows the `next` it had announced makes the fingerprint before it void: whoever shows that one later is a copy of the
 * desk's profile or an older state of it, which does not know what has been issued since.
 */
export function nextLease(leases: Lease[], { pool, ...wish }: LeaseWish): Lease {
  return pool === undefined ? leaseOf(leases, wish) : leaseFromPool(leases, wish, pool)
}

/** Never a slot outside the pool, never longer than the pool, and none used before: only the centre may raise a generation. */
function leaseFromPool(leases: Lease[], wish: LeaseWish, pool: SlotPool): Lease {
  if (epochMsOf(pool.lapsesAt) <= wish.nowMs) throw noSlot()
  const standing = leases.filter((one) => pool.slots.some(({ slot, generation }) => one.slot === slot && one.generation === generation))
  const used = new Set(standing.map((one) => one.slot))
  const free = pool.slots.find(({ slot }) => !used.has(slot))
  // Every slot that is not free here counts as taken, so that the lease is one's own again or the free one.
  const lease = leaseOf(standing, { ...wish, free: free ?? null })
  return { ...lease, lapsesAt: epochMsOf(lease.lapsesAt) < epochMsOf(pool.lapsesAt) ? lease.lapsesAt : pool.lapsesAt }
}

const noSlot = (): ApiError => new ApiError(409, 'no_slot', 'Cơ quan đã dùng hết số máy được cấp.')

/** `free`: the only slot that may be given anew; null = none. Undefined = any of the agency's. */
type FreeSlot = { slot: number; generation: number } | null

function leaseOf(leases: Lease[], { device, fingerprint, next, nowMs, free, leaseDays = 90 }: LeaseWish & { free?: FreeSlot }): Lease {
  const lapsesAt = toInstant(nowMs + leaseDays * dayMs)
  const own = leases.find(
    (one) => one.device === device && (one.fingerprint === fingerprint || one.next === fingerprint) && epochMsOf(one.lapsesAt) > nowMs,
  )
  const held = { device, fingerprint, next: next ?? null, lapsesAt }
  if (own !== undefined) return { ...own, ...held }
  if (free !== undefined) {
    if (free === null) throw noSlot()
    return { ...free, ...held, grantedAt: toInstant(nowMs) }
  }
  const used = new Set(leases.map((one) => one.slot))
  const fresh = Array.from({ length: lastSlot }, (_, index) => index + 1).find((slot) => !used.has(slot))
  if (fresh !== undefined) return { slot: fresh, generation: 1, ...held, grantedAt: toInstant(nowMs) }
  const rested = leases.find((one) => epochMsOf(one.lapsesAt) + restMs < nowMs)
  if (rested === undefined) throw noSlot()
  return { slot: rested.slot, generation: rested.generation + 1, ...held, grantedAt: toInstant(nowMs) }
}

/** Refuses a device that does not hold the slot it names: a restored or copied profile has to take a new one first. */
export async function requireSlot(
  context: CentreContext,
  device: DeviceRecord,
  held: { slot: number; slotGeneration: number },
): Promise<void> {
  const stored = await findDocument(context.couch.use(centreDatabase), `slots:${device.agency}`)
  const { leases } = SlotBook.parse(stored ?? { leases: [] })
  const lease = leases.find(({ slot, generation }) => slot === held.slot && generation === held.slotGeneration)
  const holds = lease !== undefined && (lease.device === device._id || (await isLentByHub(context, lease.device, device)))
  if (!holds || epochMsOf(lease.lapsesAt) <= context.now()) throw new ApiError(409, 'other_slot', 'Máy này chưa có dải số còn hiệu lực.')
}

/** A hub lends the slots of its pool to desks of its agency and keeps the book of them itself. */
async function isLentByHub(context: CentreContext, holder: DeviceId, device: DeviceRecord): Promise<boolean> {
  const hub = await findDevice(context, holder)
  return hub?.hub === true && hub.revokedAt === null && hub.agency === device.agency
}
