import type { z } from 'zod'
import { IndicatorReport, ListedDossiers, ReadableUnits } from '#core/indicators/indicator-answers.ts'
import type { CentreClient } from '../centre/centre-client.ts'
import { centreFailure } from '../centre/centre-failure.ts'

/** What a report is asked for, as it stands in an address; `undefined` members are left out. */
export type IndicatorWish = Record<string, string | number | boolean | undefined>

/** Figures of the official's units. Everything needs a line to the centre and throws `DeskFailure` without one. */
export type Indicators = {
  units(): Promise<ReadableUnits>
  report(wish: IndicatorWish): Promise<IndicatorReport>
  dossiers(wish: IndicatorWish): Promise<ListedDossiers>
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
  }
}

function queryOf(wish: IndicatorWish): string {
  const members = Object.entries(wish).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]]))
  return members.length === 0 ? '' : `?${new URLSearchParams(members)}`
}
