import { useCallback, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { IndicatorReport } from '#core/indicators/indicator-answers.ts'
import type { BookLine, DossierBook } from '#core/indicators/workload.ts'
import { PageLoading } from '#renderer/app/PageLoading.tsx'
import { useDesk } from '#renderer/app/use-desk.ts'
import { ErrorNote } from '#renderer/ui/ErrorNote.tsx'
import { bookSheet } from './book-sheet.ts'
import { MoreRows } from './MoreRows.tsx'
import { type ReportView, wishOf } from './report-view.ts'
import { SheetExport } from './SheetExport.tsx'
import { SheetTable } from './SheetTable.tsx'
import { type AskPage, usePages } from './use-pages.ts'

const linesAtOnce = 200

/** Sổ theo dõi hồ sơ (form 07): what was received in the period, ready to print. */
export function BookReport({ view, report }: { view: ReportView; report: IndicatorReport }) {
  const { t } = useTranslation()
  const { indicators } = useDesk()
  const wish = wishOf(view)
  const ask: AskPage<DossierBook> = (page) => indicators.book({ ...wish, ...page })
  const pages = usePages(JSON.stringify(wish), ask, { rowsOf: ({ lines }) => lines, limit: linesAtOnce })
  const { first, rows, everyRow } = pages
  const sheetOf = useCallback(
    (lines: BookLine[]) => (first === null ? null : bookSheet(t, { view, report, book: { total: first.total, lines } })),
    [t, view, report, first],
  )
  const sheet = useMemo(() => sheetOf(rows), [sheetOf, rows])
  const whole = useCallback(async () => {
    const lines = await everyRow()
    return bookSheet(t, { view, report, book: { total: lines.length, lines } })
  }, [everyRow, t, view, report])
  if (sheet === null || first === null) return pages.error === null ? <PageLoading /> : <ErrorNote error={pages.error} />
  return (
    <>
      <SheetExport sheet={sheet} whole={whole} fileName={`so-theo-doi-${view.agency}-${view.period.from}-${view.period.to}`} />
      <div className="mc-book-table">
        <SheetTable sheet={sheet} />
      </div>
      {pages.error !== null && <ErrorNote error={pages.error} />}
      <MoreRows pages={pages} total={first.total} />
    </>
  )
}
