import type { GroupBy } from '#core/indicators/indicator-question.ts'
import { type Period, type PeriodKind, periodOf } from '#core/indicators/period.ts'
import type { Origin, Outcome } from '#core/indicators/tally.ts'
import type { AgencySlug } from '#core/record/ids.ts'
import { dayOf, toInstant } from '#core/record/instant.ts'
import type { IndicatorWish } from '#renderer/data/indicators/indicators.ts'

export const reportTabs = ['form', 'index', 'electronic', 'compare', 'workload', 'book', 'frozen'] as const
export type ReportTab = (typeof reportTabs)[number]

/** What the official looks at: whose figures, which period, by what. */
export type ReportView = { agency: AgencySlug | null; below: boolean; kind: PeriodKind; period: Period; by: GroupBy; tab: ReportTab }

/** A number that was opened: which of a report's dossiers, and the words above their list. */
export type OpenedNumber = {
  title: string
  origins?: readonly Origin[]
  outcomes?: readonly Outcome[]
  lateSync?: boolean
  /** The row it stands in, as the question asks for it. */
  row?: IndicatorWish
}

let last: ReportView | null = null

/** What was looked at last while this page lives, else this month. */
export function firstView(): ReportView {
  const today = dayOf(toInstant(Date.now()))
  return last ?? { agency: null, below: true, kind: 'month', period: periodOf('month', today), by: 'sector', tab: 'form' }
}

export function rememberView(view: ReportView): void {
  last = view
}

/** The question of a view, as the centre reads it; undefined members are left out. */
export function wishOf({ agency, below, period, by }: ReportView): IndicatorWish {
  return { agency: agency ?? '', below, from: period.from, to: period.to, by }
}

/** The part of a report that a row is: which dossiers stand in it. */
export function rowWish(by: GroupBy, key: string): IndicatorWish {
  switch (by) {
    case 'agency':
      return { agency: key, below: false }
    case 'procedure':
      return { procedure: key }
    default:
      return { [by]: key }
  }
}

export function listWish(view: ReportView, { origins, outcomes, lateSync, row }: OpenedNumber): IndicatorWish {
  return {
    ...wishOf(view),
    ...row,
    origins: origins?.join(','),
    outcomes: outcomes?.join(','),
    lateSync: lateSync === true ? true : undefined,
  }
}
