import { CheckCircleOutlined, CloudUploadOutlined, DisconnectOutlined, WarningFilled } from '@ant-design/icons'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import type { SyncStatus } from '#renderer/data/desk.ts'
import { describeSync, waitingOf } from './describe-sync.ts'
import { useDesk, useLive } from './use-desk.ts'

/** The promise on screen: always there, always true; one click opens the outbox. Red only for what a person must do. */
export function StatusBar() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const status = useLive(useDesk().sync.status)
  const { parts, urgent } = describeSync(t, status, Date.now())
  return (
    <footer className={`mc-status${urgent ? ' mc-status-red' : ''}`}>
      <button type="button" className="mc-status-button" title={t('app.status.open')} onClick={() => void navigate('/outbox')}>
        <span aria-hidden="true">{iconOf(status, urgent)}</span>
        <span className="mc-status-words">{parts.join(' · ')}</span>
      </button>
      <span className="mc-hidden" role="status" aria-live="polite">
        {parts.join(' · ')}
      </span>
    </footer>
  )
}

function iconOf(status: SyncStatus, urgent: boolean): ReactNode {
  if (urgent) return <WarningFilled />
  if (status.link === 'offline') return <DisconnectOutlined />
  return waitingOf(status) > 0 ? <CloudUploadOutlined /> : <CheckCircleOutlined />
}
