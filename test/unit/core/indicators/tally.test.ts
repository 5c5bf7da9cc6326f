import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Dossier } from '#core/dossier/dossier.ts'
import { onTimeShare, report06aRow } from '#core/indicators/report-06a.ts'
import { isCounted, spansOf } from '#core/indicators/spans-of.ts'
import { emptyTally, placeInPeriod, type Tally } from '#core/indicators/tally.ts'
import { toInstant } from '#core/record/instant.ts'
import { dossierFacts } from '#core/warehouse/dossier-facts.ts'
import { randomDossiers, weeksStartMs } from '#test/support/random-dossiers.ts'
import { countSlowly } from '#test/support/slow-indicators.ts'

const hourMs = 3_600_000
const period = fc
  .tuple(fc.integer({ min: 0, max: 24 * 70 }), fc.integer({ min: 0, max: 24 * 40 }))
  .map(([from, length]) => ({ fromMs: weeksStartMs + from * hourMs, untilMs: weeksStartMs + (from + length) * hourMs }))

function count(dossiers: readonly Dossier[], { fromMs, untilMs }: { fromMs: number; untilMs: number }): Tally {
  const tally = { ...emptyTally }
  for (const dossier of dossiers) {
    if (!isCounted(dossier)) continue
    const fact = dossierFacts(dossier).dossier
    const place = placeInPeriod(fact, spansOf(dossier, fact), { from: toInstant(fromMs), until: toInstant(untilMs) })
    if (place === null) continue
    tally[place.origin]++
    tally[place.outcome]++
  }
  return tally
}

describe('the tally of a period', () => {
  it('equals what a plain walk over the acts of every dossier counts', () => {
    fc.assert(
      fc.property(randomDossiers(), period, (dossiers, bounds) => {
        expect(count(dossiers, bounds)).toEqual(countSlowly(dossiers, bounds))
      }),
      { numRuns: 250 },
    )
  }, 60_000)

  it('keeps the identities of report II.06a', () => {
    fc.assert(
      fc.property(randomDossiers(), period, (dossiers, bounds) => {
        const row = report06aRow(count(dossiers, bounds))
        expect(row.c3).toBe(row.c4 + row.c5 + row.c6)
        expect(row.c7).toBe(row.c8 + row.c9 + row.c10)
        expect(row.c11).toBe(row.c12 + row.c13)
        expect(row.c3).toBe(row.c7 + row.c11)
      }),
    )
  }, 60_000)

  it('carries over exactly what the period before left in hand or waiting', () => {
    fc.assert(
      fc.property(randomDossiers(), period, fc.integer({ min: 0, max: 500 }), (dossiers, bounds, hours) => {
        const before = count(dossiers, bounds)
        const next = count(dossiers, { fromMs: bounds.untilMs, untilMs: bounds.untilMs + hours * hourMs })
        expect(next.carried).toBe(before.open_on_time + before.open_late + before.waiting)
      }),
    )
  }, 60_000)

  it('refuses a row whose sums do not agree', () => {
    expect(() => report06aRow({ ...emptyTally, online: 2, early: 1 })).toThrow(RangeError)
  })

  it('counts those in hand past their appointment as not on time, and those in time not at all', () => {
    expect(onTimeShare({ ...emptyTally, early: 2, on_time: 1, late: 0, open_late: 1 })).toBe(0.75)
    expect(onTimeShare(emptyTally)).toBeNull()
  })
})
