import { ReloadOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import type { AgencySlug } from '#core/record/ids.ts'
import { useDesk, useLive } from '#renderer/app/use-desk.ts'
import type { DossierRow } from '#renderer/data/desk.ts'
import { DataGrid } from '#renderer/ui/grid/DataGrid.tsx'
import { TabBar } from '#renderer/ui/TabBar.tsx'
import { dossierColumns } from './dossier-columns.tsx'
import { QueueEmpty } from './QueueEmpty.tsx'
import { QueueFilters } from './QueueFilters.tsx'
import { changeQuery, type QueueView, questionOf, queueTabs } from './queue-view.ts'
import { useCommunes } from './use-communes.ts'
import { useSettledRows } from './use-settled-rows.ts'
import { useShortNames } from './use-short-names.ts'

const panelId = 'queue-panel'
const keyOf = (row: DossierRow) => row.id

type Props = { view: QueueView; onView(next: QueueView): void; scrollTopPx: number; onScrolled(scrollTopPx: number): void }

/** Tabs, filters and the list under them. */
export function QueueList({ view, onView, scrollTopPx, onScrolled }: Props) {
  const { t } = useTranslation()
  const desk = useDesk()
  const navigate = useNavigate()
  const { tab, text, sector, agency, order } = view
  const live = useLive(useMemo(() => desk.dossiers.queue({ tab, text, sector, agency, order }), [desk, tab, text, sector, agency, order]))
  const [touched, setTouched] = useState(false)
  const [scrolled, setScrolled] = useState(scrollTopPx > 0)
  const { rows, newCount, changed, settle } = useSettledRows(live.rows, questionOf(view), keyOf, touched || scrolled)
  const shortNameOf = useShortNames()
  const communes = useCommunes()
  const columns = useMemo(() => {
    const communeOf = communes.length > 1 ? (slug: AgencySlug) => communes.find((one) => one.slug === slug)?.name ?? slug : undefined
    return dossierColumns(t, { shortNameOf, closed: tab === 'closed', ...(communeOf === undefined ? {} : { communeOf }) })
  }, [t, shortNameOf, tab, communes])
  const filtered = text !== '' || sector !== null || agency !== null
  return (
    <>
      <TabBar
        label={t('queue.tabsLabel')}
        panelId={panelId}
        selected={tab}
        onSelect={(next) => onView(changeQuery(view, { tab: next }))}
        items={queueTabs.map((key) => ({ key, label: t(`queue.tab.${key}`), count: live.counts[key], urgent: key === 'late' }))}
      />
      <div className="mc-queue-tools">
        <QueueFilters view={view} onView={onView} communes={communes} />
        {changed && (
          <Button size="small" shape="round" icon={<ReloadOutlined aria-hidden="true" />} onClick={settle}>
            {newCount > 0 ? t('queue.newRows', { count: newCount }) : t('queue.changedRows')}
          </Button>
        )}
        <span className="mc-soft mc-figures mc-queue-count" role="status">
          {t('queue.count', { count: rows.length })}
        </span>
      </div>
      <div
        className="mc-queue-panel"
        role="tabpanel"
        id={panelId}
        aria-labelledby={`${panelId}-tab-${tab}`}
        onPointerEnter={() => setTouched(true)}
        onPointerLeave={() => setTouched(false)}
      >
        <DataGrid
          question={questionOf(view)}
          label={t('queue.listLabel', { tab: t(`queue.tab.${tab}`) })}
          columns={columns}
          rows={rows}
          keyOf={keyOf}
          selected={view.selected}
          onSelect={(selected) => onView({ ...view, selected })}
          onOpen={(row) => void navigate(`/dossiers/${row.id}`)}
          order={order}
          onOrder={(next) => onView(changeQuery(view, { order: next }))}
          firstScrollTopPx={scrollTopPx}
          onScrolled={(top) => {
            setScrolled(top > 0)
            onScrolled(top)
          }}
          empty={
            <QueueEmpty tab={tab} filtered={filtered} onClear={() => onView(changeQuery(view, { text: '', sector: null, agency: null }))} />
          }
        />
      </div>
    </>
  )
}
