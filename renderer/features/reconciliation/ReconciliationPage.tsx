import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'react-router'
import { useDesk, useLive } from '#renderer/app/use-desk.ts'
import { PageHeader } from '#renderer/ui/PageHeader.tsx'
import { TabBar } from '#renderer/ui/TabBar.tsx'
import { CaseList } from './CaseList.tsx'
import { OversightBar } from './OversightBar.tsx'
import { OversightList } from './OversightList.tsx'
import './reconciliation.css'
import { countAll, listTabs, oversees, ownTabs } from './reconciliation-tabs.ts'
import { UndoLine } from './UndoLine.tsx'
import { useOversight } from './use-oversight.ts'

const panelId = 'reconciliation-panel'

/** Sai lệch: what people have to decide, what was decided, and what the centre knows of the whole unit. */
export function ReconciliationPage() {
  const { t } = useTranslation()
  const desk = useDesk()
  const roles = useLive(desk.session.current)?.roles ?? []
  const cases = useLive(desk.reconciliation.cases)
  const [params, setParams] = useSearchParams()
  const tabs = listTabs(roles)
  const tab = tabs.find((one) => one === params.get('tab')) ?? 'open'
  const view = useOversight(oversees(roles))
  const [nowMs] = useState(() => Date.now())
  const counts = countAll(cases, view.oversight, nowMs)
  return (
    <div className="mc-page">
      <PageHeader
        title={t('reconciliation.title')}
        actions={<OversightBar view={view} own={ownTabs.includes(tab)} shown={oversees(roles)} />}
      />
      <TabBar
        label={t('reconciliation.tabsLabel')}
        panelId={panelId}
        selected={tab}
        onSelect={(next) => setParams(next === 'open' ? {} : { tab: next }, { replace: true })}
        items={tabs.map((key) => ({
          key,
          label: t(`reconciliation.tab.${key}`),
          count: counts[key],
          urgent: key === 'refused' || key === 'quarantine' || (key === 'open' && counts.loud > 0),
        }))}
      />
      <UndoLine />
      <div className="mc-reconciliation-panel" role="tabpanel" id={panelId} aria-labelledby={`${panelId}-tab-${tab}`}>
        {tab === 'open' || tab === 'settled' ? (
          <CaseList key={tab} tab={tab} cases={cases} oversight={view.oversight} />
        ) : (
          <OversightList key={tab} tab={tab} view={view} />
        )}
      </div>
    </div>
  )
}
