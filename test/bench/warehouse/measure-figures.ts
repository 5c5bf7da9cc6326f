import { IndicatorQuestion } from '#core/indicators/indicator-question.ts'
import { AgencySlug } from '#core/record/ids.ts'
import { Instant } from '#core/record/instant.ts'
import { narrow } from '#sync-server/indicators/narrow.ts'
import { readGroups } from '#sync-server/indicators/read-groups.ts'
import { readFigures } from '#sync-server/indicators/read-wall.ts'
import type { SqlDatabase } from '#sync-server/warehouse/sql/sql-database.ts'
import type { Samples } from '#test/bench/report/figures.ts'
import { fillFigures } from './fill-figures.ts'
import { withFreshWarehouse } from './fresh-database.ts'
import type { FillPlan } from './measure-fill.ts'

/** Dossiers counted for each document of the fill: 2,000,000 at its usual size of 100,000. */
const dossiersEach = 20
const now = Instant.parse('2026-11-22T16:00:00+07:00')
const communes = Array.from({ length: 96 }, (_, index) => AgencySlug.parse(`h53-${27700 + index}`))

/** Report II.06a of a province (this month, quarter and year, days that cut half months, a month long ago) and the wall, each asked for anew. */
export async function measureFigures({ size, runs, server }: Pick<FillPlan, 'size' | 'runs' | 'server'>): Promise<Samples[]> {
  const dossiers = size * dossiersEach
  return withFreshWarehouse(server, `figures_${size}`, async (warehouse) => {
    await fillFigures(warehouse, dossiers, now)
    const sample = async (name: string, ask: () => Promise<unknown>): Promise<Samples> => ({
      case: name,
      size: dossiers,
      ms: await timesOf(runs, ask),
      note: '96 communes',
    })
    return [
      await sample('II.06a month', () => report(warehouse, '2026-11-01', '2026-11-30')),
      await sample('II.06a quarter', () => report(warehouse, '2026-09-15', '2026-12-14')),
      await sample('II.06a year', () => report(warehouse, '2026-01-01', '2026-12-31')),
      await sample('II.06a free days', () => report(warehouse, '2025-12-02', '2026-11-29')),
      await sample('II.06a long ago', () => report(warehouse, '2025-06-01', '2025-06-30')),
      await sample('wall', () => readFigures(warehouse, Date.parse(now), communes)),
    ]
  })
}

function report(warehouse: SqlDatabase, from: string, to: string): Promise<unknown> {
  const question = IndicatorQuestion.parse({ agency: communes[0], below: 'true', from, to })
  return readGroups(warehouse, narrow(question, communes, { agencies: [], now }), question.by, [])
}

async function timesOf(runs: number, ask: () => Promise<unknown>): Promise<number[]> {
  const ms: number[] = []
  for (let run = 0; run < runs; run++) {
    const from = performance.now()
    await ask()
    ms.push(performance.now() - from)
  }
  return ms
}
