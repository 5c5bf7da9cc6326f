import { ArrowLeftOutlined, UnorderedListOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import type { Completeness, ListedDossier, ListedDossiers } from '#core/indicators/indicator-answers.ts'
import { PageLoading } from '#renderer/app/PageLoading.tsx'
import { useDesk } from '#renderer/app/use-desk.ts'
import { EmptyState } from '#renderer/ui/EmptyState.tsx'
import { ErrorNote } from '#renderer/ui/ErrorNote.tsx'
import { DataGrid } from '#renderer/ui/grid/DataGrid.tsx'
import { KeyHint } from '#renderer/ui/KeyHint.tsx'
import { useShortcut } from '#renderer/ui/use-shortcut.ts'
import { sayPeriod } from './form-sheet.ts'
import { formatCount } from './format-figures.ts'
import { listSheet } from './list-sheet.ts'
import { listedColumns } from './listed-columns.tsx'
import { MoreRows } from './MoreRows.tsx'
import { listWish, type OpenedNumber, type ReportView } from './report-view.ts'
import { SheetExport } from './SheetExport.tsx'
import { type AskPage, usePages } from './use-pages.ts'

const rowsAtOnce = 1000

type Props = { view: ReportView; opened: OpenedNumber; unitName: string; onBack(): void }

/** The dossiers behind a number, to look at, open, print and save. */
export function DossierList({ view, opened, unitName, onBack }: Props) {
  const { t } = useTranslation()
  const { indicators } = useDesk()
  const navigate = useNavigate()
  const title = useRef<HTMLHeadingElement>(null)
  const [selected, setSelected] = useState<string | null>(null)
  const wish = listWish(view, opened)
  const ask: AskPage<ListedDossiers> = (page) => indicators.dossiers({ ...wish, ...page })
  const pages = usePages(JSON.stringify(wish), ask, { rowsOf: ({ dossiers }) => dossiers, limit: rowsAtOnce })
  const { first, rows, everyRow, error } = pages
  const columns = useMemo(() => listedColumns(t), [t])
  const sheetOf = useCallback(
    (completeness: Completeness, total: number, dossiers: ListedDossier[]) =>
      listSheet(t, { title: opened.title, period: sayPeriod(t, view), unitName, listed: { completeness, total, dossiers } }),
    [t, opened.title, view, unitName],
  )
  const sheet = useMemo(() => (first === null ? null : sheetOf(first.completeness, first.total, rows)), [sheetOf, first, rows])
  const completeness = first?.completeness
  const whole = useMemo(
    () => completeness && (() => everyRow().then((dossiers) => sheetOf(completeness, dossiers.length, dossiers))),
    [completeness, everyRow, sheetOf],
  )
  useEffect(() => title.current?.focus(), [])
  useShortcut('Escape', t('indicators.back'), onBack)
  return (
    <section className="mc-listed" aria-labelledby="listed-title">
      <div className="mc-listed-head">
        <Button icon={<ArrowLeftOutlined aria-hidden="true" />} onClick={onBack}>
          {t('indicators.back')} <KeyHint keys="Esc" />
        </Button>
        <h2 id="listed-title" ref={title} tabIndex={-1}>
          {opened.title}
          {first !== null && <span className="mc-soft"> · {t('indicators.list.count', { count: formatCount(first.total) })}</span>}
        </h2>
      </div>
      {error !== null && <ErrorNote error={error} />}
      {first === null && error === null && <PageLoading />}
      {first !== null && sheet !== null && (
        <>
          <SheetExport sheet={sheet} whole={whole} fileName={`ho-so-${view.agency}-${view.period.from}-${view.period.to}`} />
          <div className="mc-listed-grid">
            <DataGrid
              label={opened.title}
              columns={columns}
              rows={rows}
              keyOf={({ id }) => id}
              selected={selected}
              onSelect={setSelected}
              onOpen={({ id }) => void navigate(`/dossiers/${id}`)}
              empty={
                <EmptyState icon={<UnorderedListOutlined aria-hidden="true" />} title={t('indicators.list.empty')}>
                  {t('indicators.list.emptyText')}
                </EmptyState>
              }
            />
          </div>
          <MoreRows pages={pages} total={first.total} />
        </>
      )}
    </section>
  )
}
