import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { HandedIn } from '#core/reconciliation/oversight.ts'
import { CentreErrorNote } from '#renderer/app/CentreErrorNote.tsx'
import { useDesk } from '#renderer/app/use-desk.ts'
import { Dialog } from '#renderer/ui/Dialog.tsx'
import { FactList } from '#renderer/ui/FactList.tsx'
import { HandedInContents } from './HandedInContents.tsx'
import { ReasonField, useReason } from './ReasonField.tsx'

/** Work of a desk that can no longer send: shown whole, then taken in or turned down, with a reason either way. */
export function JudgeDialog({ work, onClose }: { work: HandedIn; onClose(): void }) {
  const { t } = useTranslation()
  const { reconciliation } = useDesk()
  const reason = useReason()
  const [busy, setBusy] = useState(false)
  const [failed, setFailed] = useState<{ error: unknown; again(): void } | null>(null)
  const judge = async (accept: boolean) => {
    const written = reason.take()
    if (written === null) return
    setBusy(true)
    setFailed(null)
    try {
      await reconciliation.judge(work.id, { accept, reason: written })
      onClose()
    } catch (cause) {
      setFailed({ error: cause, again: () => void judge(accept) })
      setBusy(false)
    }
  }
  return (
    <Dialog title={t('reconciliation.judge.title', { desk: work.deskName })} widthPx={760} onClose={onClose}>
      <FactList
        facts={[
          { name: t('reconciliation.judge.dossier'), value: <span className="mc-figures">{work.dossierCode}</span> },
          { name: t('reconciliation.judge.author'), value: work.authorName },
          { name: t('reconciliation.column.why'), value: t(`reconciliation.handedInWhy.${work.why}`) },
          { name: t('reconciliation.judge.pages'), value: <span className="mc-figures">{work.pages}</span> },
        ]}
      />
      <HandedInContents id={work.id} />
      {work.decided !== null ? (
        <p>{t('reconciliation.judge.decided', { name: work.decided.byName, reason: work.decided.reason })}</p>
      ) : (
        <>
          <p className="mc-soft">{t('reconciliation.judge.text')}</p>
          <ReasonField id="judge-reason" label={t('reconciliation.judge.reason')} reason={reason} />
          {failed !== null && <CentreErrorNote {...failed} />}
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
