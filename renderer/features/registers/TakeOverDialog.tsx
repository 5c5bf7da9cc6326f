import { Button, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { CentreErrorNote } from '#renderer/app/CentreErrorNote.tsx'
import { useDesk } from '#renderer/app/use-desk.ts'
import type { RegisterStanding } from '#renderer/data/registers/desk-registers.ts'
import { Dialog } from '#renderer/ui/Dialog.tsx'
import { usePass } from './use-pass.ts'

/** A supervisor's decision, with its reason: what is uncertain afterwards is said before. */
export function TakeOverDialog({ book, onClose }: { book: RegisterStanding; onClose(): void }) {
  const { t } = useTranslation()
  const { registers } = useDesk()
  const { busy, error, run } = usePass()
  const [reason, setReason] = useState('')
  const takeOver = async () => {
    if (reason.trim() !== '' && (await run(() => registers.takeOver(book.register, reason.trim())))) onClose()
  }
  return (
    <Dialog title={t('registers.takeOverOf', { register: t(`registers.name.${book.register}`) })} onClose={onClose}>
      <form
        className="mc-register-form"
        onSubmit={(event) => {
          event.preventDefault()
          void takeOver()
        }}
      >
        <p>{t('registers.takeOverText')}</p>
        <label htmlFor="register-reason">{t('registers.reason')}</label>
        <Input.TextArea
          id="register-reason"
          autoFocus
          rows={2}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
          maxLength={500}
        />
        {error !== null && <CentreErrorNote error={error} again={() => void takeOver()} />}
        <div className="mc-actions">
          <Button danger type="primary" htmlType="submit" loading={busy} disabled={reason.trim() === ''}>
            {t('registers.takeOver')}
          </Button>
          <Button onClick={onClose}>{t('ui.close')}</Button>
        </div>
      </form>
    </Dialog>
  )
}
