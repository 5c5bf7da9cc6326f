import { FileAddOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { useDesk, useLive } from '#renderer/app/use-desk.ts'
import { useTakesIn } from '#renderer/app/use-takes-in.ts'
import { OversightStrip } from '#renderer/features/reconciliation/OversightStrip.tsx'
import { KeyHint } from '#renderer/ui/KeyHint.tsx'
import { PageHeader } from '#renderer/ui/PageHeader.tsx'
import { DraftStrip } from './DraftStrip.tsx'
import { FirstLoadStrip } from './FirstLoadStrip.tsx'
import './queue.css'
import { QueueList } from './QueueList.tsx'
import { type QueueView, recallScroll, recallView, rememberScroll, rememberView } from './queue-view.ts'

/** Việc của tôi: what waits for whom, and until when. */
export function QueuePage() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const takesIn = useTakesIn()
  const login = useLive(useDesk().session.current)?.login ?? ''
  const [view, setView] = useState(() => recallView(login))
  const change = (next: QueueView) => {
    rememberView(login, next)
    setView(next)
  }
  return (
    <div className="mc-page">
      <PageHeader
        title={t('queue.title')}
        actions={
          takesIn && (
            <Button
              type="primary"
              icon={<FileAddOutlined aria-hidden="true" />}
              aria-keyshortcuts="F2"
              onClick={() => void navigate('/intake')}
            >
              {t('queue.newIntake')} <KeyHint keys="F2" />
            </Button>
          )
        }
      />
      <OversightStrip />
      <FirstLoadStrip />
      <DraftStrip />
      <QueueList view={view} onView={change} scrollTopPx={recallScroll(login)} onScrolled={(px) => rememberScroll(login, px)} />
    </div>
  )
}
