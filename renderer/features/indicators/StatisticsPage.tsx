import { BarChartOutlined, ReloadOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { CentreErrorNote } from '#renderer/app/CentreErrorNote.tsx'
import { PageLoading } from '#renderer/app/PageLoading.tsx'
import { useDesk } from '#renderer/app/use-desk.ts'
import { EmptyState } from '#renderer/ui/EmptyState.tsx'
import { PageHeader } from '#renderer/ui/PageHeader.tsx'
import { TabBar } from '#renderer/ui/TabBar.tsx'
import { CompletenessLine } from './CompletenessLine.tsx'
import { DossierList } from './DossierList.tsx'
import { FigureTiles } from './FigureTiles.tsx'
import './indicators.css'
import { ReportFilters } from './ReportFilters.tsx'
import { ReportPanel } from './ReportPanel.tsx'
import { firstView, type OpenedNumber, type ReportView, rememberView, reportTabs, wishOf } from './report-view.ts'
import { useAnswer } from './use-answer.ts'

const panelId = 'statistics-panel'

/** Thống kê: the figures of a unit and a period, and the dossiers behind every number. */
export function StatisticsPage() {
  const { t } = useTranslation()
  const { indicators } = useDesk()
  const [view, setView] = useState(firstView)
  const [opened, setOpened] = useState<OpenedNumber | null>(null)
  const units = useAnswer('units', indicators.units)
  const known = units.value?.units ?? []
  const unit = known.find(({ agency }) => agency === view.agency) ?? known[0]
  const below = view.below && unit?.hasBelow === true
  const asked: ReportView = { ...view, agency: unit?.agency ?? null, below, by: view.agency === null && below ? 'agency' : view.by }
  const key = unit === undefined ? null : JSON.stringify(wishOf(asked))
  const report = useAnswer(key, () => indicators.report(wishOf(asked)))
  useEffect(() => rememberView(view), [view])
  const look = (change: Partial<ReportView>) => {
    setView({ ...asked, ...change })
    setOpened(null)
  }
  if (units.value === null) return units.error === null ? <PageLoading /> : <Unreachable error={units.error} again={units.again} />
  return (
    <div className="mc-page mc-page-scroll mc-statistics">
      <PageHeader
        title={t('indicators.title')}
        actions={
          <Button icon={<ReloadOutlined aria-hidden="true" />} loading={report.asking} onClick={report.again}>
            {t('indicators.refresh')}
          </Button>
        }
      />
      <ReportFilters view={asked} units={known} onChange={look} />
      {report.error !== null && <CentreErrorNote error={report.error} again={report.again} />}
      {report.value !== null && (
        <>
          <CompletenessLine completeness={report.value.completeness} />
          <FigureTiles groups={report.value.groups} onOpen={setOpened} />
          {opened !== null ? (
            <DossierList view={asked} opened={opened} unitName={report.value.agencyName} onBack={() => setOpened(null)} />
          ) : (
            <>
              <TabBar
                label={t('indicators.tabsLabel')}
                panelId={panelId}
                selected={view.tab}
                onSelect={(tab) => look({ tab })}
                items={reportTabs.map((tab) => ({ key: tab, label: t(`indicators.tab.${tab}`) }))}
              />
              <div role="tabpanel" id={panelId} aria-labelledby={`${panelId}-tab-${view.tab}`} className="mc-statistics-panel">
                {report.value.groups.length === 0 && view.tab !== 'frozen' && view.tab !== 'workload' ? (
                  <EmptyState icon={<BarChartOutlined aria-hidden="true" />} title={t('indicators.empty')}>
                    {t('indicators.emptyText')}
                  </EmptyState>
                ) : (
                  <ReportPanel view={asked} report={report.value} mayFreeze={unit?.mayFreeze === true} onOpen={setOpened} />
                )}
              </div>
            </>
          )}
        </>
      )}
      {report.value === null && report.asking && <PageLoading />}
    </div>
  )
}

function Unreachable({ error, again }: { error: unknown; again(): void }) {
  const { t } = useTranslation()
  return (
    <div className="mc-page mc-page-scroll">
      <PageHeader title={t('indicators.title')} />
      <CentreErrorNote error={error} again={again} />
      <div className="mc-actions">
        <Button onClick={again}>{t('indicators.refresh')}</Button>
      </div>
    </div>
  )
}
