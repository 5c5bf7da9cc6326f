import { CheckCircleOutlined, CloudUploadOutlined, DisconnectOutlined, WarningFilled } from '@ant-design/icons'
import { Fragment, type ReactNode } from 'react'
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
  const parts = describeSync(t, status, Date.now())
  return (
    <footer className="mc-status">
      <button type="button" className="mc-status-button" title={t('app.status.open')} onClick={() => void navigate('/outbox')}>
        <span className="mc-status-words">
          {parts.map((part, at) => (
            <Fragment key={part.text}>
              {at > 0 && ' · '}
              <span className={part.urgent ? 'mc-status-urgent' : undefined}>
                {(at === 0 || part.urgent) && (
                  <span aria-hidden="true">{part.urgent ? <WarningFilled aria-hidden="true" /> : iconOf(status)} </span>
                )}
                {part.text}
              </span>
            </Fragment>
          ))}
        </span>
      </button>
      <output className="mc-hidden">{parts.map((part) => part.text).join(' · ')}</output>
    </footer>
  )
}

function iconOf(status: SyncStatus): ReactNode {
  if (status.link === 'offline') return <DisconnectOutlined aria-hidden="true" />
  return waitingOf(status) > 0 ? <CloudUploadOutlined aria-hidden="true" /> : <CheckCircleOutlined aria-hidden="true" />
}
