import type { TFunction } from 'i18next'
import type { IndicatorReport } from '#core/indicators/indicator-answers.ts'
import { columns06a, onTimeShare, report06aRow } from '#core/indicators/report-06a.ts'
import { sumGroups } from '#core/indicators/sum-groups.ts'
import { formatDay } from '#renderer/ui/format.ts'
import { formatShare } from './format-figures.ts'
import { nameOfGroup } from './name-of-group.ts'
import type { ReportSheet } from './report-sheet.ts'
import type { ReportView } from './report-view.ts'
import { sayCompleteness } from './say-completeness.ts'

/** Report II.06a/VPCP/KSTT as paper: the columns of the form, with their numbers. */
export function formSheet(t: TFunction, view: ReportView, report: IndicatorReport): ReportSheet {
  const line = (figures: ReturnType<typeof sumGroups>) => {
    const row = report06aRow(figures.tally)
    return [...columns06a.map((column) => row[column]), formatShare(onTimeShare(figures.tally)), figures.extras.lateSync]
  }
  return {
    title: t('indicators.form.name'),
    subtitle: sayPeriod(t, view),
    agency: report.agencyName,
    columns: [
      { title: t('indicators.form.number'), align: 'center', width: 20 },
      { title: t(`indicators.by.${view.by}`), align: 'left', width: '*' },
      ...columns06a.map((column) => ({
        title: `${t(`indicators.form.long.${column}`)} (${column.slice(1)})`,
        align: 'right' as const,
        width: 46,
      })),
      { title: t('indicators.form.onTime'), align: 'right', width: 46 },
      { title: t('indicators.form.lateSync'), align: 'right', width: 42 },
    ],
    rows: report.groups.map((group, index) => [index + 1, nameOfGroup(t, view.by, group), ...line(group)]),
    total: ['', t('indicators.form.total'), ...line(sumGroups(report.groups))],
    notes: [t('indicators.form.rule'), sayCompleteness(t, report.completeness)],
  }
}

/** `Từ ngày 16/11/2026 đến ngày 22/11/2026`. */
export function sayPeriod(t: TFunction, { period }: Pick<ReportView, 'period'>): string {
  return t('indicators.period', { from: formatDay(period.from), to: formatDay(period.to) })
}
