import fc from 'fast-check'
import { expect, test } from 'vitest'
import { DeviceId } from '#core/record/ids.ts'
import { epochMsOf } from '#core/record/instant.ts'
import { nextLease } from '#sync-server/api/slot-routes.ts'

const day = 24 * 3_600_000
const begin = Date.parse('2026-01-01T00:00:00Z')
const deviceOf = (n: number) => DeviceId.parse(`device:01j0000000000000000000000${n}`)

test('never lets two desks hold one slot, whatever the order of wishes', () => {
  const wish = fc.record({
    desk: fc.integer({ min: 0, max: 9 }),
    hardware: fc.integer({ min: 0, max: 2 }),
    days: fc.integer({ min: 0, max: 60 }),
  })
  fc.assert(
    fc.property(fc.array(wish, { maxLength: 60 }), (wishes) => {
      let leases: ReturnType<typeof nextLease>[] = []
      let nowMs = begin
      for (const { desk, hardware, days } of wishes) {
        nowMs += days * day
        const before = leases
        const lease = nextLease(before, { device: deviceOf(desk), fingerprint: `hardware-${hardware}`, nowMs })
        const held = before.find((one) => one.slot === lease.slot && epochMsOf(one.lapsesAt) > nowMs)
        if (held !== undefined) expect([held.device, held.fingerprint]).toEqual([lease.device, lease.fingerprint])
        leases = [...before.filter((one) => one.slot !== lease.slot), lease]
      }
    }),
  )
})

test('gives a slot that rested long enough again under the next generation, and only when no fresh one is left', () => {
  const leases = Array.from({ length: 900 }, (_, index) =>
    nextLease([], { device: deviceOf(1), fingerprint: `f-${index}`, nowMs: begin }),
  ).map((lease, index) => ({ ...lease, slot: index + 1 }))
  const ask = (days: number) => nextLease(leases, { device: deviceOf(2), fingerprint: 'new', nowMs: begin + days * day })
  expect(() => ask(91)).toThrow('hết số')
  expect(ask(181)).toMatchObject({ slot: 1, generation: 2, device: deviceOf(2) })
})

test('gives another slot to a fingerprint that was not there before, on the same device too', () => {
  const first = nextLease([], { device: deviceOf(1), fingerprint: 'first', nowMs: begin })
  expect(nextLease([first], { device: deviceOf(1), fingerprint: 'second', nowMs: begin })).toMatchObject({ slot: 2 })
})

test('a fingerprint is void once the desk has shown the one it announced; until then an answer may have been lost', () => {
  const device = deviceOf(1)
  const first = nextLease([], { device, fingerprint: 'a', next: 'b', nowMs: begin })
  const again = nextLease([first], { device, fingerprint: 'a', next: 'c', nowMs: begin })
  expect(again.slot).toBe(first.slot)
  const visited = nextLease([again], { device, fingerprint: 'c', next: 'd', nowMs: begin })
  expect(visited.slot).toBe(first.slot)
  for (const old of ['a', 'b']) expect(nextLease([visited], { device, fingerprint: old, nowMs: begin }).slot).not.toBe(first.slot)
})
