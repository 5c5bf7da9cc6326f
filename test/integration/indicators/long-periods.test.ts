import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { toDay } from '#core/calendar/day-number.ts'
import type { Dossier } from '#core/dossier/dossier.ts'
import { IndicatorQuestion } from '#core/indicators/indicator-question.ts'
import { wholeHalvesIn } from '#core/indicators/period.ts'
import { report06aRow } from '#core/indicators/report-06a.ts'
import { sumGroups } from '#core/indicators/sum-groups.ts'
import { AgencySlug } from '#core/record/ids.ts'
import { Instant } from '#core/record/instant.ts'
import { dossierFacts } from '#core/warehouse/dossier-facts.ts'
import { narrow } from '#sync-server/indicators/narrow.ts'
import { readGroups } from '#sync-server/indicators/read-groups.ts'
import { listFlowFaults } from '#sync-server/warehouse/check/read-warehouse.ts'
import { openWarehouse } from '#sync-server/warehouse/open-warehouse.ts'
import type { SqlDatabase } from '#sync-server/warehouse/sql/sql-database.ts'
import { openStand, type Stand, stands } from '#test/integration/warehouse/warehouse-ground.ts'
import { type Arrivals, fillStar, putIntoStar } from '#test/support/fill-star.ts'
import { randomDossiers, weeksStartMs } from '#test/support/random-dossiers.ts'
import { countSlowly } from '#test/support/slow-indicators.ts'

const scope = ['h53-27712', 'h53-27991'].map((slug) => AgencySlug.parse(slug))
const now = Instant.parse('2026-12-20T10:00:00+07:00')
const firstDay = Math.floor((weeksStartMs + 7 * 3_600_000) / 86_400_000)
const dayMs = 86_400_000
/** From some days to a quarter and more; the last of them are still running. */
const periods = fc
  .tuple(fc.integer({ min: -20, max: 40 }), fc.integer({ min: 14, max: 110 }))
  .map(([from, length]) => ({ from: toDay(firstDay + from), to: toDay(firstDay + from + length) }))
const delay = fc.constantFrom(null, 0, 3 * 3_600_000, 3 * dayMs)
const delays = fc.array(fc.record({ receipt: delay, end: delay }), { minLength: 7, maxLength: 7 })
/** What becomes of one dossier after another. */
const fates = fc.array(fc.constantFrom('stays', 'stays', 'changes', 'deleted', 'gone'), { minLength: 5, maxLength: 5 })

type Delay = { receipt: number | null; end: number | null }

function arrivalsBy(some: readonly Delay[]): (dossier: Dossier) => Arrivals {
  const later = (at: string | null, ms: number | null) => (at === null || ms === null ? null : new Date(Date.parse(at) + ms).toISOString())
  return (dossier) => {
    const { receipt, end } = some[Number(dossier.code.slice(-4)) % some.length] ?? { receipt: null, end: null }
    return { receipt: later(dossier.received.at, receipt), end: later(dossierFacts(dossier).dossier.finishedAt, end) }
  }
}

/** The oracle of the two columns that arrival decides: a plain loop. */
function countArrivals(
  dossiers: readonly Dossier[],
  arrivalsOf: (dossier: Dossier) => Arrivals,
  bounds: { fromMs: number; untilMs: number },
) {
  const sync = { lateSync: 0, syncUnknown: 0 }
  const within = (at: string | null) => at !== null && Date.parse(at) >= bounds.fromMs && Date.parse(at) < bounds.untilMs
  for (const dossier of dossiers) {
    if (dossier.business.status === 1 || dossier.voided) continue
    const { receipt, end } = arrivalsOf(dossier)
    const { finishedAt } = dossierFacts(dossier).dossier
    const acts = [
      { at: dossier.received.at, arrived: receipt },
      { at: finishedAt, arrived: end },
    ].filter(({ at }) => within(at))
    if (acts.some(({ at, arrived }) => arrived !== null && Date.parse(arrived) - Date.parse(at ?? '') > dayMs)) sync.lateSync++
    if (acts.some(({ arrived }) => arrived === null)) sync.syncUnknown++
  }
  return sync
}

describe.each(stands)('long periods on PostgreSQL, %s', (kind) => {
  let stand: Stand
  let sql: SqlDatabase
  beforeAll(async () => {
    stand = await openStand(kind)
    sql = await openWarehouse(stand.place)
  })
  afterAll(async () => {
    await sql?.close()
    await stand?.close()
  })

  async function compare(period: { from: string; to: string }, dossiers: readonly Dossier[], arrivalsOf: (dossier: Dossier) => Arrivals) {
    const question = IndicatorQuestion.parse({ agency: scope[0], below: 'true', ...period })
    const narrowed = narrow(question, scope, { agencies: [], now })
    const bounds = { fromMs: Date.parse(narrowed.bounds.from), untilMs: Date.parse(narrowed.bounds.until) }
    const groups = await readGroups(sql, narrowed, 'sector', [])
    for (const { key, tally } of groups) {
      const same = dossiers.filter(({ procedure }) => procedure.sector === key)
      expect(tally).toEqual(countSlowly(same, bounds))
      report06aRow(tally)
    }
    const { tally, extras } = sumGroups(groups)
    expect(tally).toEqual(countSlowly(dossiers, bounds))
    expect(extras).toMatchObject(countArrivals(dossiers, arrivalsOf, bounds))
    return narrowed.bounds
  }

  it('equal the slow count after batches, late arrivals, re-openings, corrections and deletes', async () => {
    let summed = 0
    const cases = fc.asyncProperty(
      fc.tuple(randomDossiers(70), randomDossiers(70)),
      fc.tuple(delays, delays),
      fc.tuple(periods, periods),
      fates,
      async ([first, second], [early, late], [period, another], fate) => {
        await fillStar(sql, first.slice(0, 30), arrivalsBy(early))
        await putIntoStar(sql, first.slice(20), arrivalsBy(early))
        await compare(period, first, arrivalsBy(early))
        const of = (name: string) => first.filter((_, index) => fate[index % fate.length] === name)
        // A finished one is open again, an open one ends, a third changes its unit or its field: whatever the other life says.
        const changed = of('changes').flatMap((one, index) => {
          const other = second[index]
          return other === undefined ? [] : [{ ...other, id: one.id, code: one.code }]
        })
        await putIntoStar(sql, changed, arrivalsBy(late))
        const ids = (some: readonly Dossier[]) => some.map(({ id }) => id)
        await sql.query('update star.dossier set deleted = true where dossier_id = any($1)', [ids(of('deleted'))])
        await sql.query('delete from star.span where dossier_id = any($1)', [ids(of('gone'))])
        await sql.query('delete from star.dossier where dossier_id = any($1)', [ids(of('gone'))])
        const left = first.filter((one) => ![...of('deleted'), ...of('gone'), ...changed].some(({ id }) => id === one.id))
        const arrivalsOf = (one: Dossier) => arrivalsBy(changed.includes(one) ? late : early)(one)
        const bounds = await compare(another, [...left, ...changed], arrivalsOf)
        if (wholeHalvesIn(bounds) !== null) summed++
        expect(await listFlowFaults(sql)).toEqual([])
      },
    )
    await fc.assert(cases, { numRuns: 8 })
    expect(summed).toBeGreaterThan(0)
  })

  it('count the same however a period is cut', async () => {
    const dossiers = fc.sample(randomDossiers(60), { numRuns: 4, seed: 31 }).flat()
    await fillStar(sql, dossiers, arrivalsBy([{ receipt: 3 * dayMs, end: 0 }]))
    for (const [from, to] of [
      ['2026-09-15', '2026-12-14'],
      ['2026-01-01', '2026-12-31'],
      ['2026-10-01', '2026-10-31'],
      ['2026-10-14', '2026-11-15'],
      ['2026-10-15', '2026-10-31'],
      ['2026-11-02', '2026-11-14'],
    ] as const)
      await compare({ from, to }, dossiers, arrivalsBy([{ receipt: 3 * dayMs, end: 0 }]))
  })
})
