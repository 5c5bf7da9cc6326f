import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { IndicatorReport } from '#core/indicators/indicator-answers.ts'
import { formSheet } from './form-sheet.ts'
import type { ReportView } from './report-view.ts'
import { SheetExport } from './SheetExport.tsx'

/** Report II.06a to paper and spreadsheet. */
export function ReportActions({ view, report }: { view: ReportView; report: IndicatorReport }) {
  const { t } = useTranslation()
  const sheet = useMemo(() => formSheet(t, view, report), [t, view, report])
  return <SheetExport sheet={sheet} fileName={`II-06a-${view.agency}-${view.period.from}-${view.period.to}`} />
}
