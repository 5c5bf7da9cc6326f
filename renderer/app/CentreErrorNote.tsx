import { Alert, Button, Input } from 'antd'
import { type KeyboardEvent, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Confirmation } from '#renderer/data/desk.ts'
import { DeskFailure } from '#renderer/data/desk-failure.ts'
import { describeError } from '#renderer/ui/describe-error.ts'
import { ErrorNote } from '#renderer/ui/ErrorNote.tsx'
import './centre-error-note.css'
import { useDesk } from './use-desk.ts'

type Props = { error: unknown; again(): void }

/** What went wrong with something that a server decides; where it asks who the official is, they say so here and it is done again. */
export function CentreErrorNote({ error, again }: Props) {
  const asksWho = error instanceof DeskFailure && (error.code === 'sign_in_needed' || error.code === 'province_sign_in_needed')
  return asksWho ? <ConfirmNote error={error} again={again} /> : <ErrorNote error={error} />
}

type Answer = Exclude<Confirmation, 'confirmed'> | null

function ConfirmNote({ error, again }: Props) {
  const { t } = useTranslation()
  const { session } = useDesk()
  const id = useId()
  const [password, setPassword] = useState('')
  const [busy, setBusy] = useState(false)
  const [answer, setAnswer] = useState<Answer>(null)
  const story = describeError(t, error)
  const confirm = async () => {
    if (password === '' || busy) return
    setBusy(true)
    const said = await session.confirm(password)
    setBusy(false)
    if (said === 'confirmed') again()
    else setAnswer(said)
  }
  // It may stand in a form whose own act is another.
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter') return
    event.preventDefault()
    void confirm()
  }
  return (
    <Alert
      type="warning"
      showIcon
      role="alert"
      title={story.what}
      description={
        <div className="mc-confirm">
          <p>{story.safe}</p>
          <label htmlFor={id}>{t('ui.confirm.password')}</label>
          <div className="mc-confirm-line">
            <Input.Password
              id={id}
              autoFocus
              autoComplete="current-password"
              value={password}
              onKeyDown={onKeyDown}
              onChange={(event) => setPassword(event.target.value)}
            />
            <Button type="primary" loading={busy} disabled={password === ''} onClick={() => void confirm()}>
              {t('ui.confirm.again')}
            </Button>
          </div>
          <div aria-live="assertive">{answer !== null && <span className="mc-confirm-fault">{t(`ui.confirm.fault.${answer}`)}</span>}</div>
        </div>
      }
    />
  )
}
