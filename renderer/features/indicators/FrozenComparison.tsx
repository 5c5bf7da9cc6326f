import { CloseOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { MovedDossier, MovedDossiers } from '#core/indicators/indicator-answers.ts'
import { PageLoading } from '#renderer/app/PageLoading.tsx'
import { useDesk } from '#renderer/app/use-desk.ts'
import { ErrorNote } from '#renderer/ui/ErrorNote.tsx'
import { frozenSheet, movedSheet } from './frozen-sheet.ts'
import { MoreRows } from './MoreRows.tsx'
import { SheetExport } from './SheetExport.tsx'
import { SheetTable } from './SheetTable.tsx'
import { useAnswer } from './use-answer.ts'
import { usePages } from './use-pages.ts'

const rowsAtOnce = 200

/** A frozen period beside what is known of it now, and the dossiers that make the difference. */
export function FrozenComparison({ id, onClose }: { id: string; onClose(): void }) {
  const { t } = useTranslation()
  const { indicators } = useDesk()
  const figures = useAnswer(id, () => indicators.compare(id))
  const { value } = figures
  const pages = usePages<MovedDossiers, MovedDossier>(id, (page) => indicators.moved(id, page), {
    rowsOf: ({ moved }) => moved,
    limit: rowsAtOnce,
  })
  const { rows, everyRow } = pages
  const error = figures.error ?? pages.error
  const sheets = useMemo(
    () => (value === null ? null : { figures: frozenSheet(t, { ...value, moved: rows }), moved: movedSheet(t, { ...value, moved: rows }) }),
    [t, value, rows],
  )
  const whole = useMemo(
    () => (value === null ? undefined : () => everyRow().then((moved) => frozenSheet(t, { ...value, moved }))),
    [t, value, everyRow],
  )
  return (
    <section className="mc-card mc-frozen" aria-label={t('indicators.frozen.comparison')}>
      <div className="mc-listed-head">
        <h2>{sheets?.figures.subtitle ?? t('indicators.frozen.comparison')}</h2>
        <Button size="small" icon={<CloseOutlined aria-hidden="true" />} onClick={onClose}>
          {t('ui.close')}
        </Button>
      </div>
      {error !== null && <ErrorNote error={error} />}
      {(sheets === null || pages.first === null) && error === null && <PageLoading />}
      {sheets !== null && pages.first !== null && (
        <>
          <SheetTable sheet={sheets.figures} />
          <h3>{t('indicators.frozen.moved')}</h3>
          {sheets.moved.rows.length === 0 ? <p className="mc-ok">{t('indicators.frozen.same')}</p> : <SheetTable sheet={sheets.moved} />}
          <MoreRows pages={pages} total={pages.first?.total ?? 0} />
          <SheetExport sheet={sheets.figures} whole={whole} fileName={`chot-ky-${value?.period.from}-${value?.period.to}`} />
        </>
      )}
    </section>
  )
}
