import { LockOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { FrozenPeriod, FrozenPeriods } from '#core/indicators/indicator-answers.ts'
import { PageLoading } from '#renderer/app/PageLoading.tsx'
import { useDesk } from '#renderer/app/use-desk.ts'
import { EmptyState } from '#renderer/ui/EmptyState.tsx'
import { ErrorNote } from '#renderer/ui/ErrorNote.tsx'
import { formatDay, formatInstant } from '#renderer/ui/format.ts'
import '#renderer/ui/plain-table.css'
import { FrozenComparison } from './FrozenComparison.tsx'
import { sayPeriod } from './form-sheet.ts'
import type { ReportView } from './report-view.ts'
import { usePages } from './use-pages.ts'

/** Chốt kỳ: freeze this period, and what became of the ones frozen before. */
export function FrozenReport({ view, mayFreeze }: { view: ReportView; mayFreeze: boolean }) {
  const { t } = useTranslation()
  const { indicators } = useDesk()
  const [turn, setTurn] = useState(0)
  const pages = usePages<FrozenPeriods, FrozenPeriod>(`periods ${turn}`, indicators.periods, {
    rowsOf: ({ periods }) => periods,
    limit: 50,
  })
  const { first, rows, error } = pages
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<unknown>(null)
  const [chosen, setChosen] = useState<string | null>(null)
  const { agency, below, period } = view
  const freeze = async () => {
    if (agency === null) return
    setBusy(true)
    setFailure(null)
    try {
      setChosen((await indicators.freeze({ agency, below, ...period })).id)
      setTurn((before) => before + 1)
    } catch (thrown) {
      setFailure(thrown)
    } finally {
      setBusy(false)
    }
  }
  if (first === null) return error === null ? <PageLoading /> : <ErrorNote error={error} />
  return (
    <>
      {mayFreeze && (
        <div className="mc-actions">
          <Button type="primary" icon={<LockOutlined aria-hidden="true" />} loading={busy} onClick={() => void freeze()}>
            {t('indicators.frozen.freeze', { period: sayPeriod(t, view) })}
          </Button>
          <span className="mc-soft">{t('indicators.frozen.rule')}</span>
        </div>
      )}
      {failure !== null && <ErrorNote error={failure} />}
      {chosen !== null && <FrozenComparison key={chosen} id={chosen} onClose={() => setChosen(null)} />}
      {rows.length === 0 ? (
        <EmptyState icon={<LockOutlined aria-hidden="true" />} title={t('indicators.frozen.empty')}>
          {t('indicators.frozen.emptyText')}
        </EmptyState>
      ) : (
        <table className="mc-plain-table" aria-label={t('indicators.tab.frozen')}>
          <thead>
            <tr>
              {(['period', 'unit', 'at', 'by', 'look'] as const).map((column) => (
                <th key={column} scope="col">
                  {t(`indicators.frozen.column.${column}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((one) => (
              <tr key={one.id}>
                <td>
                  {formatDay(one.from)} – {formatDay(one.to)}
                </td>
                <td>
                  {one.agencyName}
                  {one.below && `, ${t('indicators.below').toLocaleLowerCase()}`}
                </td>
                <td>{formatInstant(one.frozenAt)}</td>
                <td>{one.byName}</td>
                <td>
                  <Button size="small" onClick={() => setChosen(one.id)}>
                    {t('indicators.frozen.look')}
                  </Button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {pages.hasMore && (
        <div className="mc-actions">
          <Button loading={pages.asking} onClick={pages.more}>
            {t('indicators.list.more')}
          </Button>
        </div>
      )}
    </>
  )
}
