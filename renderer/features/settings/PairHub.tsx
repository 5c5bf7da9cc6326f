import { ApartmentOutlined, CloudOutlined, SearchOutlined } from '@ant-design/icons'
import { Alert, Button, Input } from 'antd'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { HubStatus } from '#core/bridge/hub.ts'
import { OfferedHubs } from './OfferedHubs.tsx'
import './pairing.css'
import { usePairing } from './use-pairing.ts'

/** Pairing with the office's hub by the line that the hub shows, or going back to the province's centre. */
export function PairHub({ hub }: { hub: HubStatus['hub'] }) {
  const { t } = useTranslation()
  const [line, setLine] = useState('')
  const { state, offered, pair, leave, discover } = usePairing()
  const inputId = useId()
  const busy = state.kind === 'busy'
  if (hub !== null) {
    return (
      <>
        <p className="mc-settings-note">{t('settings.hub.leaveNote')}</p>
        <Button icon={<CloudOutlined aria-hidden="true" />} loading={busy} onClick={() => void leave()}>
          {t('settings.hub.leave')}
        </Button>
      </>
    )
  }
  return (
    <form
      className="mc-pair"
      onSubmit={(event) => {
        event.preventDefault()
        void pair(line)
      }}
    >
      <label htmlFor={inputId}>{t('settings.hub.line')}</label>
      <Input.TextArea
        id={inputId}
        value={line}
        rows={3}
        maxLength={400}
        spellCheck={false}
        autoComplete="off"
        onChange={(event) => setLine(event.target.value)}
      />
      <p className="mc-settings-note">{t('settings.hub.lineHelp')}</p>
      {state.kind === 'failed' && (
        <Alert type="error" showIcon title={t(`settings.hub.failure.${state.code}`)} description={t(`settings.hub.todo.${state.code}`)} />
      )}
      <div className="mc-pair-buttons">
        <Button
          type="primary"
          htmlType="submit"
          loading={busy}
          disabled={line.trim() === ''}
          icon={<ApartmentOutlined aria-hidden="true" />}
        >
          {t('settings.hub.pair')}
        </Button>
        <Button loading={offered === 'looking'} icon={<SearchOutlined aria-hidden="true" />} onClick={() => void discover()}>
          {t('settings.hub.discover')}
        </Button>
      </div>
      {offered !== null && offered !== 'looking' && <OfferedHubs hubs={offered} onPick={(address) => setLine(`${address}#`)} />}
    </form>
  )
}
