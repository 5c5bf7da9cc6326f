import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { IndicatorReport } from '#core/indicators/indicator-answers.ts'
import { periodBefore } from '#core/indicators/period.ts'
import { PageLoading } from '#renderer/app/PageLoading.tsx'
import { useDesk } from '#renderer/app/use-desk.ts'
import { Chart } from '#renderer/ui/chart/Chart.tsx'
import { ErrorNote } from '#renderer/ui/ErrorNote.tsx'
import { compareChart } from './compare-chart.ts'
import { compareSheet } from './compare-sheet.ts'
import { type ReportView, wishOf } from './report-view.ts'
import { SheetExport } from './SheetExport.tsx'
import { SheetTable } from './SheetTable.tsx'
import { useAnswer } from './use-answer.ts'

/** This period beside the one before: the weekly report, and the review of a pilot phase with free days. */
export function CompareReport({ view, report }: { view: ReportView; report: IndicatorReport }) {
  const { t } = useTranslation()
  const { indicators } = useDesk()
  const before = useMemo(() => periodBefore(view.kind, view.period), [view.kind, view.period])
  const wish = wishOf({ ...view, period: before })
  const { value, error } = useAnswer(JSON.stringify(wish), () => indicators.report(wish))
  const shown = useMemo(() => {
    if (value === null) return null
    const chart = { title: t('indicators.chart.compare'), heightPx: 280, option: compareChart(t, report, value) }
    return { sheet: { ...compareSheet(t, { view, before }, { now: report, before: value }), chart }, chart }
  }, [t, view, before, report, value])
  if (error !== null) return <ErrorNote error={error} />
  if (shown === null) return <PageLoading />
  const { sheet, chart } = shown
  return (
    <>
      <SheetExport sheet={sheet} fileName={`so-ky-${view.agency}-${view.period.from}-${view.period.to}`} />
      <div className="mc-compare">
        <SheetTable sheet={sheet} />
        <Chart label={t('indicators.chart.compareLabel')} height={chart.heightPx} option={chart.option} />
      </div>
    </>
  )
}
