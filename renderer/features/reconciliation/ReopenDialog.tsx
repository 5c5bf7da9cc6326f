import { Button, Input } from 'antd'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useDesk } from '#renderer/app/use-desk.ts'
import type { CaseRow } from '#renderer/data/desk.ts'
import { Dialog } from '#renderer/ui/Dialog.tsx'
import { ErrorNote } from '#renderer/ui/ErrorNote.tsx'

/** Takes a decision back, with the reason why; until the end of its day. */
export function ReopenDialog({ row, onClose }: { row: CaseRow; onClose(): void }) {
  const { t } = useTranslation()
  const desk = useDesk()
  const [reason, setReason] = useState('')
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (reason.trim() === '') return
    setBusy(true)
    setError(null)
    try {
      await desk.dossiers.run(row.dossierId, { do: 'reopenCase', caseId: row.id, reason: reason.trim() })
      onClose()
    } catch (cause) {
      setError(cause)
      setBusy(false)
    }
  }
  return (
    <Dialog title={t('reconciliation.reopen.title')} onClose={onClose}>
      <form className="mc-case-form" onSubmit={(event) => void submit(event)}>
        <p className="mc-soft">{t('reconciliation.reopen.text', { code: row.dossierCode })}</p>
        <label htmlFor="reopen-reason">{t('reconciliation.reopen.reason')}</label>
        <Input
          id="reopen-reason"
          autoFocus
          value={reason}
          autoComplete="off"
          aria-required
          onChange={(event) => setReason(event.target.value)}
        />
        {error !== null && <ErrorNote error={error} />}
        <div className="mc-actions">
          <Button type="primary" htmlType="submit" loading={busy} disabled={reason.trim() === ''}>
            {t('reconciliation.reopen.submit')}
          </Button>
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
        </div>
      </form>
    </Dialog>
  )
}
