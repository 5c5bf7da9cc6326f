import { CloudDownloadOutlined, FileAddOutlined, InboxOutlined, SearchOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { useDesk, useLive } from '#renderer/app/use-desk.ts'
import { useTakesIn } from '#renderer/app/use-takes-in.ts'
import type { QueueTab } from '#renderer/data/desk.ts'
import { EmptyState } from '#renderer/ui/EmptyState.tsx'
import { KeyHint } from '#renderer/ui/KeyHint.tsx'

/** What this tab is for, and the one action that fills it. */
export function QueueEmpty({ tab, filtered, onClear }: { tab: QueueTab; filtered: boolean; onClear(): void }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const takesIn = useTakesIn()
  const { firstLoad } = useLive(useDesk().sync.status)
  if (filtered) {
    return (
      <EmptyState
        icon={<SearchOutlined aria-hidden="true" />}
        title={t('queue.empty.filtered')}
        action={<Button onClick={onClear}>{t('queue.empty.clear')}</Button>}
      >
        {t('queue.empty.filteredText')}
      </EmptyState>
    )
  }
  if (firstLoad !== null) {
    return (
      <EmptyState
        icon={<CloudDownloadOutlined aria-hidden="true" />}
        title={t('queue.empty.loading', { percent: Math.round(firstLoad * 100) })}
      >
        {t('queue.empty.loadingText')}
      </EmptyState>
    )
  }
  const fills = takesIn && (tab === 'mine' || tab === 'open')
  return (
    <EmptyState
      icon={<InboxOutlined aria-hidden="true" />}
      title={t(`queue.empty.${tab}`)}
      action={
        fills ? (
          <Button type="primary" icon={<FileAddOutlined aria-hidden="true" />} onClick={() => void navigate('/intake')}>
            {t('queue.newIntake')} <KeyHint keys="F2" />
          </Button>
        ) : undefined
      }
    >
      {t(`queue.empty.${tab}Text`)}
    </EmptyState>
  )
}
