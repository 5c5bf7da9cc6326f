import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { HighWater, nextNumber } from '#core/numbering/next-number.ts'
import { NumberSlot } from '#core/numbering/number-slot.ts'
import { epochMsOf, Instant, toInstant } from '#core/record/instant.ts'
import { RuleBroken } from '#core/record/rule-broken.ts'

const at = (text: string) => Instant.parse(`${text.replace(' ', 'T')}:00+07:00`)

function makeSlot(slot: number): NumberSlot {
  return NumberSlot.parse({
    slot,
    generation: slot,
    agencyCode: 'H53.27712',
    device: 'device:01jcz000000000000000000000',
    fingerprint: `máy ${slot}`,
    grantedAt: at('2026-11-01 08:00'),
    lapsesAt: at('2026-12-01 08:00'),
  })
}

const slot = makeSlot(1)
const question = { slot, fingerprint: slot.fingerprint, now: at('2026-11-22 08:00'), highWater: null }
const highWater = HighWater.parse({ day: '2026-11-22', counter: 41 })

describe('the next number', () => {
  it('is the first of the day for a fresh slot', () => {
    expect(nextNumber(question)).toEqual({
      code: 'H53.27712-261122-0010001',
      day: '2026-11-22',
      counter: 1,
      highWater: { day: '2026-11-22', counter: 1 },
    })
  })
  it('follows the last one of the same day', () => {
    expect(nextNumber({ ...question, highWater }).code).toBe('H53.27712-261122-0010042')
  })
  it('starts at 1 again on the next day', () => {
    expect(nextNumber({ ...question, highWater, now: at('2026-11-23 07:00') }).code).toBe('H53.27712-261123-0010001')
  })
  it('changes its day at midnight in Vietnam', () => {
    expect(nextNumber({ ...question, highWater, now: toInstant(Date.parse('2026-11-22T16:59:59Z')) }).day).toBe('2026-11-22')
    expect(nextNumber({ ...question, highWater, now: toInstant(Date.parse('2026-11-22T17:00:00Z')) }).day).toBe('2026-11-23')
  })
  it('goes on in the day reached when the clock is one day behind', () => {
    expect(nextNumber({ ...question, highWater, now: at('2026-11-21 08:00') }).code).toBe('H53.27712-261122-0010042')
  })
})

function refusal(change: Partial<Parameters<typeof nextNumber>[0]>): string {
  try {
    return nextNumber({ ...question, ...change }).code
  } catch (error) {
    if (error instanceof RuleBroken) return error.message
    throw error
  }
}

describe('a number is refused', () => {
  it('without a slot, and on hardware the slot was not granted to', () => {
    expect(refusal({ slot: null })).toBe('no-slot')
    expect(refusal({ fingerprint: 'máy khác' })).toBe('no-slot')
  })
  it('after the slot has lapsed', () => {
    expect(refusal({ now: at('2026-12-01 08:00') })).toBe('H53.27712-261201-0010001')
    expect(refusal({ now: at('2026-12-01 08:01') })).toBe('slot-lapsed')
  })
  it('when the clock was set back by more than a day, or by a year', () => {
    expect(refusal({ highWater, now: at('2026-11-20 23:00') })).toBe('clock-set-back')
    expect(refusal({ highWater, now: at('2025-11-22 08:00') })).toBe('clock-set-back')
  })
  it('when the clock shows a day before the slot was granted', () => {
    expect(refusal({ now: at('2026-10-30 08:00') })).toBe('clock-set-back')
  })
  it('when the 9,999 numbers of the day are used up', () => {
    expect(refusal({ highWater: { ...highWater, counter: 9999 } })).toBe('no-slot: counter')
  })
})

/** What a desk does between two numbers: its clock moves by so many minutes, and it may restart from what it has stored. */
const step = fc.record({
  desk: fc.integer({ min: 1, max: 3 }),
  minutes: fc.oneof(fc.integer({ min: -5, max: 30 }), fc.integer({ min: -3 * 1440, max: 3 * 1440 })),
  restarts: fc.boolean(),
})

describe('for any sequence of clock jumps and restarts on several desks', () => {
  it('no code is issued twice, and no two slots collide', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 120 }), (steps) => {
        const issued = new Set<string>()
        const reached = new Map<number, HighWater>()
        let clockMs = epochMsOf(at('2026-11-15 08:00'))
        for (const { desk, minutes, restarts } of steps) {
          clockMs += minutes * 60_000
          const stored = reached.get(desk) ?? null
          const known = restarts && stored !== null ? HighWater.parse(JSON.parse(JSON.stringify(stored))) : stored
          try {
            const next = nextNumber({ slot: makeSlot(desk), fingerprint: `máy ${desk}`, now: toInstant(clockMs), highWater: known })
            expect(issued.has(next.code)).toBe(false)
            issued.add(next.code)
            reached.set(desk, next.highWater)
          } catch (error) {
            if (!(error instanceof RuleBroken)) throw error
          }
        }
      }),
    )
  })
})
