import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { toDay } from '#core/calendar/day-number.ts'
import type { Dossier } from '#core/dossier/dossier.ts'
import type { IndicatorGroup, ListedDossier, MovedDossier } from '#core/indicators/indicator-answers.ts'
import { type GroupBy, GroupBy as GroupByShape, IndicatorQuestion, ListQuestion } from '#core/indicators/indicator-question.ts'
import { report06aRow } from '#core/indicators/report-06a.ts'
import { sumGroups } from '#core/indicators/sum-groups.ts'
import { AgencySlug } from '#core/record/ids.ts'
import { Instant } from '#core/record/instant.ts'
import { loadCatalogue } from '#resources/catalogue/load-catalogue.ts'
import { findFrozen, freezePeriod, listMoved } from '#sync-server/indicators/frozen-periods.ts'
import { narrow } from '#sync-server/indicators/narrow.ts'
import { readDossiers } from '#sync-server/indicators/read-dossiers.ts'
import { readGroups } from '#sync-server/indicators/read-groups.ts'
import { openWarehouse } from '#sync-server/warehouse/open-warehouse.ts'
import type { SqlDatabase } from '#sync-server/warehouse/sql/sql-database.ts'
import { fillStar } from '#test/support/fill-star.ts'
import { randomDossiers, weeksStartMs } from '#test/support/random-dossiers.ts'
import { countSlowly } from '#test/support/slow-indicators.ts'

const scope = ['h53-27712', 'h53-27991'].map((slug) => AgencySlug.parse(slug))
const now = Instant.parse('2026-12-20T10:00:00+07:00')
const firstDay = Math.floor((weeksStartMs + 7 * 3_600_000) / 86_400_000)
const days = fc
  .tuple(fc.integer({ min: 0, max: 70 }), fc.integer({ min: 0, max: 30 }))
  .map(([from, length]) => ({ from: toDay(firstDay + from), to: toDay(firstDay + from + length) }))

const boundsMs = ({ from, to }: { from: string; to: string }) => ({
  fromMs: Date.parse(`${from}T00:00:00+07:00`),
  untilMs: Date.parse(`${to}T00:00:00+07:00`) + 86_400_000,
})

const keyOf: Record<GroupBy, (dossier: Dossier) => string> = {
  sector: ({ procedure }) => procedure.sector,
  agency: ({ agencies }) => agencies.receiving,
  channel: ({ channel }) => String(channel),
  procedure: ({ procedure }) => procedure.code,
  level: () => 'unknown',
}

describe('reports read from the warehouse', () => {
  const folder = mkdtempSync(join(tmpdir(), 'mc-report-sql-'))
  let sql: SqlDatabase
  beforeAll(async () => {
    sql = await openWarehouse({ folder })
  })
  afterAll(async () => {
    await sql.close()
    rmSync(folder, { recursive: true })
  })

  const ask = (period: { from: string; to: string }, more: Record<string, string> = {}) =>
    IndicatorQuestion.parse({ agency: scope[0], below: 'true', ...period, ...more })
  const report = (question: IndicatorQuestion): Promise<IndicatorGroup[]> =>
    readGroups(sql, narrow(question, scope, { agencies: [], now }), question.by, [])

  it('equal what a plain walk over the acts of every dossier counts, group by group', async () => {
    const by = fc.constantFrom(...GroupByShape.options)
    await fc.assert(
      fc.asyncProperty(randomDossiers(80), days, by, async (dossiers, period, groupBy) => {
        await fillStar(sql, dossiers, () => ({ receipt: null, end: null }))
        const groups = await report(ask(period, { by: groupBy }))
        for (const { key, tally } of groups) {
          expect(tally).toEqual(
            countSlowly(
              dossiers.filter((one) => keyOf[groupBy](one) === key),
              boundsMs(period),
            ),
          )
          report06aRow(tally)
        }
        expect(sumGroups(groups).tally).toEqual(countSlowly(dossiers, boundsMs(period)))
      }),
      { numRuns: 10 },
    )
  })

  it('list behind each number exactly the dossiers it counts', async () => {
    await fc.assert(
      fc.asyncProperty(randomDossiers(60), days, async (dossiers, period) => {
        await fillStar(sql, dossiers, () => ({ receipt: null, end: null }))
        const tally = sumGroups(await report(ask(period))).tally
        for (const outcome of ['early', 'on_time', 'late', 'waiting', 'open_on_time', 'open_late'] as const)
          expect(await listed(period, { outcomes: outcome })).toBe(tally[outcome])
        for (const origin of ['carried', 'online', 'direct'] as const) expect(await listed(period, { origins: origin })).toBe(tally[origin])
      }),
      { numRuns: 3 },
    )
  })

  async function listed(period: { from: string; to: string }, more: Record<string, string>): Promise<number> {
    const found: ListedDossier[] = []
    let total = 0
    for (let after: string | undefined, end = false; !end; ) {
      const question = { ...ListQuestion.parse({ agency: scope[0], below: 'true', ...period, ...more, limit: '9' }), after }
      const page = await readDossiers(sql, narrow(question, scope, { agencies: [], now }), { question, agencies: [] })
      found.push(...page.dossiers)
      total = Math.max(total, page.total)
      end = page.next === null
      after = page.next ?? undefined
    }
    expect(found).toHaveLength(total)
    expect(new Set(found.map(({ id }) => id)).size).toBe(total)
    return total
  }

  it('narrow to a sector or a channel without changing what is counted', async () => {
    await fc.assert(
      fc.asyncProperty(randomDossiers(60), days, async (dossiers, period) => {
        await fillStar(sql, dossiers, () => ({ receipt: null, end: null }))
        const land = await report(ask(period, { sector: 'Đất đai', channel: '2' }))
        const same = dossiers.filter(({ procedure, channel }) => procedure.sector === 'Đất đai' && channel === 2)
        expect(sumGroups(land).tally).toEqual(countSlowly(same, boundsMs(period)))
      }),
      { numRuns: 3 },
    )
  })

  it('judge by the act at the desk and count what arrived late beside it', async () => {
    const dossiers = fc.sample(randomDossiers(20), { numRuns: 1, seed: 4 })[0] ?? []
    const period = { from: '2026-10-01', to: '2026-12-15' }
    const twoDaysOn = (at: string) => new Date(Date.parse(at) + 2 * 86_400_000).toISOString()
    await fillStar(sql, dossiers, () => ({ receipt: null, end: null }))
    const before = sumGroups(await report(ask(period)))
    await fillStar(sql, dossiers, ({ received, updated }) => ({ receipt: twoDaysOn(received.at), end: updated.at }))
    const after = sumGroups(await report(ask(period)))
    expect(after.tally).toEqual(before.tally)
    expect(before.extras).toMatchObject({ lateSync: 0 })
    expect(after.extras.lateSync).toBe(after.tally.online + after.tally.direct)
    expect(after.extras.lateSync).toBeGreaterThan(0)
    const question = ListQuestion.parse({ agency: scope[0], below: 'true', ...period, lateSync: 'true' })
    const list = await readDossiers(sql, narrow(question, scope, { agencies: [], now }), { question, agencies: [] })
    expect(list.total).toBe(after.extras.lateSync)
  })

  it('keep a frozen period as it was and name every dossier that has moved since', async () => {
    const dossiers = fc.sample(randomDossiers(40), { numRuns: 4, seed: 9 }).flat()
    const [known, later] = [dossiers.slice(0, 20), dossiers.slice(20)]
    const question = ask({ from: '2026-10-05', to: '2026-11-20' })
    const narrowed = () => narrow(question, scope, { agencies: [], now })
    const completeness = { asOf: now, dataUntil: now, desks: 1, silent: [], unsent: 0, unreadable: 0 }
    const person = loadCatalogue().people[0]
    if (person === undefined) throw new Error('no people in the catalogue')
    await fillStar(sql, known, () => ({ receipt: null, end: null }))
    const frozen = await freezePeriod(sql, { question, narrowed: narrowed(), completeness, person, agencies: [], at: now })
    const everyMoved = async () => {
      const found: MovedDossier[] = []
      for (let after: string | undefined, end = false; !end; ) {
        const { total, next, moved } = await listMoved(sql, frozen.id, { narrowed: narrowed(), limit: 7, after })
        found.push(...moved)
        if (moved.length > 0) expect(total).toBeGreaterThanOrEqual(found.length)
        end = next === null
        after = next ?? undefined
      }
      return found
    }
    expect(await everyMoved()).toEqual([])
    await fillStar(sql, [...known.slice(3), ...later], () => ({ receipt: null, end: null }))
    const moved = await everyMoved()
    expect((await findFrozen(sql, frozen.id, []))?.groups).toEqual(frozen.groups)
    const placed = (among: readonly Dossier[]) =>
      among.filter((one) => sumOf(countSlowly([one], boundsMs(question))) > 0).map(({ id }) => id)
    const gone = moved.filter((one) => one.now === null).map(({ id }) => id)
    const come = moved.filter((one) => one.frozen === null).map(({ id }) => id)
    expect(gone.sort()).toEqual(placed(known.slice(0, 3)).sort())
    expect(come.sort()).toEqual(placed(later).sort())
    expect(moved).toHaveLength(gone.length + come.length)
    expect(come.length).toBeGreaterThan(0)
  })
})

const sumOf = ({ carried, online, direct }: { carried: number; online: number; direct: number }): number => carried + online + direct
