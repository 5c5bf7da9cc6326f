import { CloudSyncOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useDesk, useLive } from '#renderer/app/use-desk.ts'
import { NotPersistedNote } from '#renderer/features/settings/NotPersistedNote.tsx'
import { ErrorNote } from '#renderer/ui/ErrorNote.tsx'
import { PageHeader } from '#renderer/ui/PageHeader.tsx'
import { TabBar } from '#renderer/ui/TabBar.tsx'
import { OutboxList } from './OutboxList.tsx'
import './outbox.css'
import { type OutboxTab, splitOutbox } from './split-outbox.ts'
import { useSending } from './use-sending.ts'

const panelId = 'outbox-panel'

/** Hộp gửi: what the centre does not hold yet, what it refused and why, what it has taken. */
export function OutboxPage() {
  const { t } = useTranslation()
  const { sync } = useDesk()
  const status = useLive(sync.status)
  const { waiting, refused } = splitOutbox(useLive(sync.outbox))
  const delivered = useLive(sync.delivered)
  const [tab, setTab] = useState<OutboxTab>(refused.length > 0 ? 'refused' : 'waiting')
  const { sending, error, run } = useSending()
  const counts = { waiting: waiting.length, refused: refused.length, delivered: delivered.length }
  const tabs: OutboxTab[] = ['waiting', 'refused', 'delivered']
  return (
    <div className="mc-page">
      <PageHeader
        title={t('outbox.title')}
        actions={
          <Button
            type="primary"
            icon={<CloudSyncOutlined aria-hidden="true" />}
            loading={sending}
            disabled={status.link === 'device_revoked'}
            onClick={() => run(() => sync.now())}
          >
            {t('outbox.sendNow')}
          </Button>
        }
      />
      <NotPersistedNote />
      {error !== null && <ErrorNote error={error} />}
      <TabBar<OutboxTab>
        label={t('outbox.tabsLabel')}
        panelId={panelId}
        selected={tab}
        onSelect={setTab}
        items={tabs.map((key) => ({ key, label: t(`outbox.tab.${key}`), count: counts[key], urgent: key === 'refused' }))}
      />
      <div className="mc-outbox-panel" role="tabpanel" id={panelId} aria-labelledby={`${panelId}-tab-${tab}`}>
        <OutboxList key={tab} tab={tab} items={{ waiting, refused, delivered }[tab]} onRetry={(key) => run(() => sync.retry(key))} />
      </div>
    </div>
  )
}
