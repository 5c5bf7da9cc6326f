import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { IndicatorReport } from '#core/indicators/indicator-answers.ts'
import { formSheet } from './form-sheet.ts'
import type { SheetChart } from './report-sheet.ts'
import type { ReportView } from './report-view.ts'
import { SheetExport } from './SheetExport.tsx'

type Props = { view: ReportView; report: IndicatorReport; chart: SheetChart }

/** Report II.06a to paper and spreadsheet, with its picture. */
export function ReportActions({ view, report, chart }: Props) {
  const { t } = useTranslation()
  const sheet = useMemo(() => ({ ...formSheet(t, view, report), chart }), [t, view, report, chart])
  return <SheetExport sheet={sheet} fileName={`II-06a-${view.agency}-${view.period.from}-${view.period.to}`} />
}
