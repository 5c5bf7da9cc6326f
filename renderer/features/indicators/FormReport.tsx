import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { IndicatorReport } from '#core/indicators/indicator-answers.ts'
import { onTimeShare } from '#core/indicators/report-06a.ts'
import { Chart } from '#renderer/ui/chart/Chart.tsx'
import { FormTable } from './FormTable.tsx'
import { formatShare } from './format-figures.ts'
import { nameOfGroup } from './name-of-group.ts'
import { outcomeChart } from './outcome-chart.ts'
import { ReportActions } from './ReportActions.tsx'
import type { OpenedNumber, ReportView } from './report-view.ts'

type Props = { view: ReportView; report: IndicatorReport; onOpen(opened: OpenedNumber): void }

/** Report II.06a by sector, unit, channel, procedure or level, with its picture. */
export function FormReport({ view, report, onOpen }: Props) {
  const { t } = useTranslation()
  const shown = Math.min(report.groups.length, 12)
  const chart = useMemo(
    () => ({ title: t('indicators.chart.outcomes'), heightPx: 72 + shown * 30, option: outcomeChart(t, report.groups, view.by) }),
    [t, report.groups, view.by, shown],
  )
  return (
    <>
      <ReportActions view={view} report={report} chart={chart} />
      <FormTable groups={report.groups} by={view.by} onOpen={onOpen} />
      <h2 className="mc-report-chart-title">{chart.title}</h2>
      <Chart
        label={t('indicators.chart.outcomesLabel', { share: formatShare(shareOfAll(report)) })}
        height={chart.heightPx}
        option={chart.option}
      />
      {report.groups.length > shown && <p className="mc-soft">{t('indicators.chart.largest', { count: shown })}</p>}
      <span className="mc-hidden">{report.groups.map((group) => nameOfGroup(t, view.by, group)).join(', ')}</span>
    </>
  )
}

function shareOfAll({ groups }: IndicatorReport): number | null {
  const sum = (of: (group: IndicatorReport['groups'][number]) => number) => groups.reduce((total, group) => total + of(group), 0)
  return onTimeShare({
    early: sum(({ tally }) => tally.early),
    on_time: sum(({ tally }) => tally.on_time),
    late: sum(({ tally }) => tally.late),
    open_late: sum(({ tally }) => tally.open_late),
  })
}
