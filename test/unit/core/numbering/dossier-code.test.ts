import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { toDay } from '#core/calendar/day-number.ts'
import { formatDossierCode, parseDossierCode } from '#core/numbering/dossier-code.ts'
import { Day } from '#core/record/instant.ts'

describe('dossier codes', () => {
  it('are written as agency, day, slot and counter', () => {
    const day = Day.parse('2026-11-22')
    expect(formatDossierCode({ agencyCode: 'H53.27712', day, slot: 1, counter: 7 })).toBe('H53.27712-261122-0010007')
  })
  it('of older systems and of ministries are read too', () => {
    expect(parseDossierCode('000.00.20.H53-261105-0007')).toEqual({
      agencyCode: '000.00.20.H53',
      day: '2026-11-05',
      sequence: '0007',
      slot: null,
      counter: null,
    })
    expect(parseDossierCode('G09.20-20260609-0092637')).toMatchObject({ agencyCode: 'G09.20', day: '2026-06-09', slot: null })
  })
  it('are read as people type or scan them', () => {
    expect(parseDossierCode(' h53.27712-261122-0010007\r\n')).toMatchObject({ agencyCode: 'H53.27712', slot: 1, counter: 7 })
  })
  it.each(['', 'H53.27712', 'H53.27712-261322-0010007', 'H53.27712-260230-0010007', 'H53.27712-261122-007', 'H53 27712-261122-0007'])(
    'refuses %j',
    (text) => {
      expect(parseDossierCode(text)).toBeNull()
    },
  )
  it('refuses to write a sequence that could be read as another slot’s', () => {
    const day = Day.parse('2026-11-22')
    for (const counter of [0, 10_000, 1.5]) {
      expect(() => formatDossierCode({ agencyCode: 'H53', day, slot: 1, counter })).toThrow(RangeError)
    }
    for (const slot of [0, 1000]) expect(() => formatDossierCode({ agencyCode: 'H53', day, slot, counter: 1 })).toThrow(RangeError)
  })
  it('are read back as they were written', () => {
    const parts = fc.record({
      agencyCode: fc.constantFrom('H53.27712', 'H53', '000.00.20.H53'),
      day: fc.integer({ min: 10_957, max: 40_000 }).map(toDay),
      slot: fc.integer({ min: 1, max: 999 }),
      counter: fc.integer({ min: 1, max: 9999 }),
    })
    fc.assert(
      fc.property(parts, (one) => {
        expect(parseDossierCode(formatDossierCode(one))).toMatchObject(one)
      }),
    )
  })
})
