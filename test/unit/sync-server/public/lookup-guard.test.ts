import { describe, expect, it } from 'vitest'
import { LookupGuard, neighbourhoodOf } from '#sync-server/public/lookup-guard.ts'

const code = 'H53.27712-261122-0010007'
const start = Date.parse('2026-11-22T08:00:00Z')

/** Wrong guesses until the guard refuses, at `everyMs`. */
function guess(
  guard: LookupGuard,
  options: { count: number; address(at: number): string; code(at: number): string; everyMs: number },
): number {
  for (let at = 0; at < options.count; at++) {
    const now = start + at * options.everyMs
    try {
      guard.take(options.address(at), options.code(at), now)
    } catch {
      return at
    }
    guard.recordWrong(options.address(at), options.code(at), now)
  }
  return options.count
}

describe('slowing guesses down', () => {
  it('lets one address try a code a few times, then makes it wait longer each time', () => {
    const guard = new LookupGuard()
    expect(guess(guard, { count: 100, address: () => '203.0.113.7', code: () => code, everyMs: 1000 })).toBe(5)
    expect(() => guard.take('203.0.113.7', code, start + 6000)).toThrow()
    expect(() => guard.take('203.0.113.7', code, start + 60_000)).not.toThrow()
    expect(() => guard.take('203.0.113.8', code, start + 6000)).not.toThrow()
  })

  it('closes a code for the rest of the hour when many addresses guess at it', () => {
    const guard = new LookupGuard()
    const made = guess(guard, { count: 1000, address: (at) => `198.51.100.${at % 250}`, code: () => code, everyMs: 1000 })
    expect(made).toBe(60)
    expect(() => guard.take('203.0.113.8', code, start + 3_601_000)).not.toThrow()
  })

  it('closes an address that guesses at one code after the other', () => {
    const made = guess(new LookupGuard(), {
      count: 1000,
      address: () => '203.0.113.7',
      code: (at) => `H53-261122-${1000 + at}`,
      everyMs: 1000,
    })
    expect(made).toBe(300)
  })

  it('refuses a flood', () => {
    expect(
      guess(new LookupGuard(), { count: 1000, address: () => '203.0.113.7', code: (at) => `H53-261122-${1000 + at}`, everyMs: 1 }),
    ).toBe(120)
  })

  it('counts a household of IPv6 as one', () => {
    expect(neighbourhoodOf('2001:db8:1:2:3:4:5:6')).toBe(neighbourhoodOf('2001:db8:1:2::9'))
    expect(neighbourhoodOf('2001:db8:1:2::9')).not.toBe(neighbourhoodOf('2001:db8:1:3::9'))
    expect(neighbourhoodOf('::ffff:203.0.113.7')).toBe('203.0.113.7')
  })
})
