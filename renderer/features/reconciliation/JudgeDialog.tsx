import { Button, Input, type InputRef } from 'antd'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { HandedIn } from '#core/reconciliation/oversight.ts'
import { useDesk } from '#renderer/app/use-desk.ts'
import { Dialog } from '#renderer/ui/Dialog.tsx'
import { ErrorNote } from '#renderer/ui/ErrorNote.tsx'

/** Work of a desk that can no longer send: taken in or turned down, with a reason either way. */
export function JudgeDialog({ work, onClose }: { work: HandedIn; onClose(): void }) {
  const { t } = useTranslation()
  const { reconciliation } = useDesk()
  const field = useRef<InputRef>(null)
  const [reason, setReason] = useState('')
  const [missing, setMissing] = useState(false)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const judge = async (accept: boolean) => {
    if (reason.trim() === '') {
      setMissing(true)
      field.current?.focus()
      return
    }
    setBusy(true)
    setError(null)
    try {
      await reconciliation.judge(work.id, { accept, reason: reason.trim() })
      onClose()
    } catch (cause) {
      setError(cause)
      setBusy(false)
    }
  }
  return (
    <Dialog title={t('reconciliation.judge.title', { desk: work.deskName })} widthPx={560} onClose={onClose}>
      <dl className="mc-judge-facts">
        <dt>{t('reconciliation.judge.dossier')}</dt>
        <dd className="mc-figures">{work.dossierCode}</dd>
        <dt>{t('reconciliation.judge.author')}</dt>
        <dd>{work.authorName}</dd>
        <dt>{t('reconciliation.column.why')}</dt>
        <dd>{t(`reconciliation.handedInWhy.${work.why}`)}</dd>
        <dt>{t('reconciliation.judge.pages')}</dt>
        <dd className="mc-figures">{work.pages}</dd>
      </dl>
      {work.decided !== null ? (
        <p>{t('reconciliation.judge.decided', { name: work.decided.byName, reason: work.decided.reason })}</p>
      ) : (
        <>
          <p className="mc-soft">{t('reconciliation.judge.text')}</p>
          <label htmlFor="judge-reason">{t('reconciliation.judge.reason')}</label>
          <Input
            ref={field}
            id="judge-reason"
            value={reason}
            autoComplete="off"
            status={missing ? 'error' : ''}
            aria-required
            aria-invalid={missing}
            aria-describedby="judge-note"
            onChange={(event) => {
              setReason(event.target.value)
              setMissing(false)
            }}
          />
          <div id="judge-note" className="mc-case-fault" aria-live="polite">
            {missing && t('reconciliation.judge.reasonMissing')}
          </div>
          {error !== null && <ErrorNote error={error} />}
          <div className="mc-actions">
            <Button type="primary" loading={busy} onClick={() => void judge(true)}>
              {t('reconciliation.judge.accept')}
            </Button>
            <Button danger disabled={busy} onClick={() => void judge(false)}>
              {t('reconciliation.judge.refuse')}
            </Button>
          </div>
        </>
      )}
    </Dialog>
  )
}
