import type { z } from 'zod'
import {
  FrozenPeriod,
  FrozenPeriods,
  IndicatorReport,
  ListedDossiers,
  MovedDossiers,
  PeriodComparison,
  ReadableUnits,
} from '#core/indicators/indicator-answers.ts'
import type { Period } from '#core/indicators/period.ts'
import { Wall } from '#core/indicators/wall.ts'
import { DossierBook, Workload } from '#core/indicators/workload.ts'
import type { AgencySlug } from '#core/record/ids.ts'
import type { CentreClient } from '../centre/centre-client.ts'
import { centreFailure } from '../centre/centre-failure.ts'

/** What a report is asked for, as it stands in an address; `undefined` members are left out. */
export type IndicatorWish = Record<string, string | number | boolean | undefined>

/** Figures of the official's units. Everything needs a line to the centre and throws `DeskFailure` without one. */
export type Indicators = {
  units(): Promise<ReadableUnits>
  report(wish: IndicatorWish): Promise<IndicatorReport>
  dossiers(wish: IndicatorWish): Promise<ListedDossiers>
  workload(wish: IndicatorWish): Promise<Workload>
  book(wish: IndicatorWish): Promise<DossierBook>
  wall(wish: IndicatorWish): Promise<Wall>
  /** Frozen periods of the units the official may see, newest first. */
  periods(wish: IndicatorWish): Promise<FrozenPeriods>
  /** A frozen period beside what is known of it now. */
  compare(id: string): Promise<PeriodComparison>
  /** What makes the difference, page by page. */
  moved(id: string, wish: IndicatorWish): Promise<MovedDossiers>
  /** Chốt kỳ: figures and rows as they stand at the centre at this moment. */
  freeze(wish: Period & { agency: AgencySlug; below: boolean }): Promise<FrozenPeriod>
}

/** A report over a whole province may take the centre some time on a busy day. */
const readMs = 60_000

export function createIndicators(centre: CentreClient): Indicators {
  const read = async <T>(path: string, shape: z.ZodType<T>, wish: IndicatorWish = {}): Promise<T> => {
    const answer = await centre.ask(`/api/indicators/${path}${queryOf(wish)}`, shape, { timeoutMs: readMs })
    if (answer.kind !== 'ok') throw centreFailure(answer)
    return answer.value
  }
  return {
    units: () => read('units', ReadableUnits),
    report: (wish) => read('report', IndicatorReport, wish),
    dossiers: (wish) => read('dossiers', ListedDossiers, wish),
    workload: (wish) => read('workload', Workload, wish),
    book: (wish) => read('book', DossierBook, wish),
    wall: (wish) => read('wall', Wall, wish),
    periods: (wish) => read('periods', FrozenPeriods, wish),
    compare: (id) => read(`periods/${id}`, PeriodComparison),
    moved: (id, wish) => read(`periods/${id}/moved`, MovedDossiers, wish),
    async freeze(wish) {
      const answer = await centre.ask('/api/indicators/periods', FrozenPeriod, { method: 'POST', body: wish, timeoutMs: readMs })
      if (answer.kind !== 'ok') throw centreFailure(answer)
      return answer.value
    },
  }
}

function queryOf(wish: IndicatorWish): string {
  const members = Object.entries(wish).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]]))
  return members.length === 0 ? '' : `?${new URLSearchParams(members)}`
}
