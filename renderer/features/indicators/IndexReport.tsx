import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { IndicatorReport } from '#core/indicators/indicator-answers.ts'
import { indexSheet } from './index-sheet.ts'
import type { ReportView } from './report-view.ts'
import { SheetExport } from './SheetExport.tsx'
import { SheetTable } from './SheetTable.tsx'

/** The six groups of QĐ 766/QĐ-TTg as far as our records reach; each says what it lacks. */
export function IndexReport({ view, report }: { view: ReportView; report: IndicatorReport }) {
  const { t } = useTranslation()
  const sheet = useMemo(() => indexSheet(t, view, report), [t, view, report])
  return (
    <>
      <SheetExport sheet={sheet} fileName={`QD-766-${view.agency}-${view.period.from}-${view.period.to}`} />
      <p className="mc-soft">{t('indicators.index.note')}</p>
      <SheetTable sheet={sheet} />
    </>
  )
}
