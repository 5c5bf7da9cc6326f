import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { IndicatorReport } from '#core/indicators/indicator-answers.ts'
import { PageLoading } from '#renderer/app/PageLoading.tsx'
import { useDesk } from '#renderer/app/use-desk.ts'
import { ErrorNote } from '#renderer/ui/ErrorNote.tsx'
import { bookSheet } from './book-sheet.ts'
import { type ReportView, wishOf } from './report-view.ts'
import { SheetExport } from './SheetExport.tsx'
import { SheetTable } from './SheetTable.tsx'
import { useAnswer } from './use-answer.ts'

const mostLines = 2000

/** Sổ theo dõi hồ sơ (form 07): what was received in the period, ready to print. */
export function BookReport({ view, report }: { view: ReportView; report: IndicatorReport }) {
  const { t } = useTranslation()
  const { indicators } = useDesk()
  const wish = { ...wishOf(view), limit: mostLines }
  const { value, error } = useAnswer(JSON.stringify(wish), () => indicators.book(wish))
  const sheet = useMemo(() => (value === null ? null : bookSheet(t, { view, report, book: value })), [t, view, report, value])
  if (error !== null) return <ErrorNote error={error} />
  if (sheet === null || value === null) return <PageLoading />
  return (
    <>
      {value.total > value.lines.length && <p className="mc-warn">{t('indicators.list.first', { count: value.lines.length })}</p>}
      <SheetExport sheet={sheet} fileName={`so-theo-doi-${view.agency}-${view.period.from}-${view.period.to}`} />
      <div className="mc-book-table">
        <SheetTable sheet={sheet} />
      </div>
    </>
  )
}
