import type { TFunction } from 'i18next'
import type { PeriodComparison } from '#core/indicators/indicator-answers.ts'
import { columns06a, onTimeShare, report06aRow } from '#core/indicators/report-06a.ts'
import { sumGroups } from '#core/indicators/sum-groups.ts'
import { formatDay, formatInstant } from '#renderer/ui/format.ts'
import { formatDifference, formatShare } from './format-figures.ts'
import type { ReportSheet } from './report-sheet.ts'
import { sayCompleteness } from './say-completeness.ts'

/** The columns of II.06a: as frozen, as known now, and the difference. */
export function frozenSheet(t: TFunction, { period, now, moved, asOf }: PeriodComparison): ReportSheet {
  const before = sumGroups(period.groups).tally
  const today = sumGroups(now).tally
  const [a, b] = [report06aRow(before), report06aRow(today)]
  return {
    title: t('indicators.frozen.comparison'),
    subtitle: t('indicators.frozen.subtitle', {
      from: formatDay(period.from),
      to: formatDay(period.to),
      at: formatInstant(period.frozenAt),
      by: period.byName,
    }),
    agency: period.agencyName,
    columns: [
      { title: t('indicators.compare.figure'), align: 'left', width: '*' },
      { title: t('indicators.frozen.before'), align: 'right', width: 90 },
      { title: t('indicators.frozen.now', { at: formatInstant(asOf) }), align: 'right', width: 110 },
      { title: t('indicators.compare.difference'), align: 'right', width: 90 },
    ],
    rows: columns06a.map((column) => [t(`indicators.form.long.${column}`), a[column], b[column], formatDifference(b[column] - a[column])]),
    total: [t('indicators.form.onTime'), formatShare(onTimeShare(before)), formatShare(onTimeShare(today)), ''],
    notes: [
      ...moved.map((one) => `${one.code} ${one.applicantName}: ${outcomeWords(t, one.frozen)} → ${outcomeWords(t, one.now)}`),
      sayCompleteness(t, period.completeness),
    ],
  }
}

/** The dossiers that were counted otherwise when the period was frozen. */
export function movedSheet(t: TFunction, { period, moved }: PeriodComparison): ReportSheet {
  const column = (title: string) => ({ title, align: 'left' as const, width: '*' as const })
  return {
    title: t('indicators.frozen.moved'),
    subtitle: '',
    agency: period.agencyName,
    columns: [
      column(t('indicators.list.code')),
      column(t('indicators.list.applicant')),
      column(t('indicators.by.sector')),
      column(t('indicators.frozen.before')),
      column(t('indicators.frozen.nowShort')),
    ],
    rows: moved.map((one) => [one.code, one.applicantName, one.sector, outcomeWords(t, one.frozen), outcomeWords(t, one.now)]),
    notes: [],
  }
}

function outcomeWords(t: TFunction, outcome: PeriodComparison['moved'][number]['now']): string {
  return outcome === null ? t('indicators.frozen.absent') : t(`indicators.outcome.${outcome}`)
}
