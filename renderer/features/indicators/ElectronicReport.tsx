import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { PageLoading } from '#renderer/app/PageLoading.tsx'
import { useDesk } from '#renderer/app/use-desk.ts'
import { ErrorNote } from '#renderer/ui/ErrorNote.tsx'
import { electronicSheet } from './electronic-sheet.ts'
import { type ReportView, wishOf } from './report-view.ts'
import { SheetExport } from './SheetExport.tsx'
import { SheetTable } from './SheetTable.tsx'
import { useAnswer } from './use-answer.ts'

/** Share of dossiers handled wholly electronically, by level against the goals of the provincial schemes, and by what was chosen. */
export function ElectronicReport({ view }: { view: ReportView }) {
  const { t } = useTranslation()
  const { indicators } = useDesk()
  const byLevel = { ...wishOf(view), by: 'level' }
  const levels = useAnswer(JSON.stringify(byLevel), () => indicators.report(byLevel))
  const rows = useAnswer(JSON.stringify(wishOf(view)), () => indicators.report(wishOf(view)))
  const sheet = useMemo(
    () => (levels.value === null || rows.value === null ? null : electronicSheet(t, view, { levels: levels.value, rows: rows.value })),
    [t, view, levels.value, rows.value],
  )
  const error = levels.error ?? rows.error
  if (error !== null) return <ErrorNote error={error} />
  if (sheet === null) return <PageLoading />
  return (
    <>
      <SheetExport sheet={sheet} fileName={`ho-so-dien-tu-${view.agency}-${view.period.from}-${view.period.to}`} />
      <p className="mc-soft">{t('indicators.electronic.rule')}</p>
      <SheetTable sheet={sheet} />
    </>
  )
}
