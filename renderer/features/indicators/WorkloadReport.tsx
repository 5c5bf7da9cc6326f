import { SmileOutlined } from '@ant-design/icons'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { PageLoading } from '#renderer/app/PageLoading.tsx'
import { useDesk } from '#renderer/app/use-desk.ts'
import { EmptyState } from '#renderer/ui/EmptyState.tsx'
import { ErrorNote } from '#renderer/ui/ErrorNote.tsx'
import type { ReportView } from './report-view.ts'
import { SheetExport } from './SheetExport.tsx'
import { SheetTable } from './SheetTable.tsx'
import { useAnswer } from './use-answer.ts'
import { workloadSheet } from './workload-sheet.ts'

/** Who has how much in hand at this moment, and how old it is. */
export function WorkloadReport({ view, unitName }: { view: ReportView; unitName: string }) {
  const { t } = useTranslation()
  const { indicators } = useDesk()
  const wish = { agency: view.agency ?? '', below: view.below }
  const { value, error } = useAnswer(JSON.stringify(wish), () => indicators.workload(wish))
  const sheet = useMemo(() => (value === null ? null : workloadSheet(t, unitName, value)), [t, unitName, value])
  if (error !== null) return <ErrorNote error={error} />
  if (sheet === null) return <PageLoading />
  if (sheet.rows.length === 0)
    return (
      <EmptyState icon={<SmileOutlined aria-hidden="true" />} title={t('indicators.workload.empty')}>
        {t('indicators.workload.emptyText')}
      </EmptyState>
    )
  return (
    <>
      <SheetExport sheet={sheet} fileName={`ton-dong-${view.agency}`} />
      <SheetTable sheet={sheet} />
    </>
  )
}
