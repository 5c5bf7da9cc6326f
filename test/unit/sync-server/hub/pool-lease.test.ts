import fc from 'fast-check'
import { expect, test } from 'vitest'
import { DeviceId } from '#core/record/ids.ts'
import { toInstant } from '#core/record/instant.ts'
import { nextLease, type SlotPool } from '#sync-server/api/slot-routes.ts'

const nowMs = Date.parse('2026-11-22T08:00:00+07:00')
const dayMs = 24 * 3_600_000
const deviceOf = (index: number) => DeviceId.parse(`device:${String(index).padStart(26, '0')}`)
const poolOf = (slots: number[], days = 60): SlotPool => ({
  slots: slots.map((slot) => ({ slot, generation: 2 })),
  lapsesAt: toInstant(nowMs + days * dayMs),
})

test('whatever desks ask a hub, no slot outside its pool is lent, none to two desks, and none longer than the pool', () => {
  const asking = fc.array(fc.record({ device: fc.nat(6), fingerprint: fc.nat(3), afterDays: fc.nat(20) }), { maxLength: 60 })
  fc.assert(
    fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 900 }), { minLength: 1, maxLength: 6 }), asking, (slots, wishes) => {
      const pool = poolOf(slots)
      let leases: ReturnType<typeof nextLease>[] = []
      let now = nowMs
      for (const { device, fingerprint, afterDays } of wishes) {
        now += (afterDays / 10) * dayMs
        try {
          const lease = nextLease(leases, { device: deviceOf(device), fingerprint: `máy-${fingerprint}`, nowMs: now, pool })
          leases = [...leases.filter(({ slot }) => slot !== lease.slot), lease]
          expect(slots).toContain(lease.slot)
          expect(lease.generation).toBe(2)
          expect(lease.lapsesAt <= pool.lapsesAt).toBe(true)
        } catch (error) {
          expect(error).toMatchObject({ status: 409, code: 'no_slot' })
        }
      }
      const holders = new Map(leases.map(({ slot, device }) => [slot, device]))
      expect(holders.size).toBe(leases.length)
    }),
  )
})

test('a hub without a pool, or with one that has lapsed, lends nothing', () => {
  const wish = { device: deviceOf(1), fingerprint: 'máy-0001', nowMs }
  expect(() => nextLease([], { ...wish, pool: poolOf([]) })).toThrow()
  expect(() => nextLease([], { ...wish, pool: poolOf([7], -1) })).toThrow()
})

test('a desk gets its own slot of the pool again', () => {
  const wish = { device: deviceOf(1), fingerprint: 'máy-0001', nowMs, pool: poolOf([7, 8]) }
  const first = nextLease([], wish)
  expect(nextLease([first], { ...wish, nowMs: nowMs + dayMs })).toMatchObject({ slot: first.slot, generation: 2 })
})
