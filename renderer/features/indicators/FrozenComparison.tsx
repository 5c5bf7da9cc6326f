import { CloseOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { PageLoading } from '#renderer/app/PageLoading.tsx'
import { useDesk } from '#renderer/app/use-desk.ts'
import { ErrorNote } from '#renderer/ui/ErrorNote.tsx'
import { frozenSheet, movedSheet } from './frozen-sheet.ts'
import { SheetExport } from './SheetExport.tsx'
import { SheetTable } from './SheetTable.tsx'
import { useAnswer } from './use-answer.ts'

/** A frozen period beside what is known of it now, and the dossiers that make the difference. */
export function FrozenComparison({ id, onClose }: { id: string; onClose(): void }) {
  const { t } = useTranslation()
  const { indicators } = useDesk()
  const { value, error } = useAnswer(id, () => indicators.compare(id))
  const sheets = useMemo(() => (value === null ? null : { figures: frozenSheet(t, value), moved: movedSheet(t, value) }), [t, value])
  return (
    <section className="mc-card mc-frozen" aria-label={t('indicators.frozen.comparison')}>
      <div className="mc-listed-head">
        <h2>{sheets?.figures.subtitle ?? t('indicators.frozen.comparison')}</h2>
        <Button size="small" icon={<CloseOutlined aria-hidden="true" />} onClick={onClose}>
          {t('ui.close')}
        </Button>
      </div>
      {error !== null && <ErrorNote error={error} />}
      {sheets === null && error === null && <PageLoading />}
      {sheets !== null && (
        <>
          <SheetTable sheet={sheets.figures} />
          <h3>{t('indicators.frozen.moved')}</h3>
          {sheets.moved.rows.length === 0 ? <p className="mc-ok">{t('indicators.frozen.same')}</p> : <SheetTable sheet={sheets.moved} />}
          <SheetExport sheet={sheets.figures} fileName={`chot-ky-${value?.period.from}-${value?.period.to}`} />
        </>
      )}
    </section>
  )
}
