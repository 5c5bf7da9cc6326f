import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { ListedDuplicate } from '#core/reconciliation/oversight.ts'
import type { AgencySlug } from '#core/record/ids.ts'
import { CentreErrorNote } from '#renderer/app/CentreErrorNote.tsx'
import { useDesk } from '#renderer/app/use-desk.ts'
import { Dialog } from '#renderer/ui/Dialog.tsx'
import { DossierCode } from '#renderer/ui/DossierCode.tsx'
import { InstantText } from '#renderer/ui/InstantText.tsx'
import { ReasonField, useReason } from './ReasonField.tsx'

type Props = { twins: ListedDuplicate; agencyName(slug: AgencySlug): string; onClose(): void }

/** Dossiers that may be one, side by side; each opens. Where they are not one, that is said once and for all. */
export function DuplicateDialog({ twins, agencyName, onClose }: Props) {
  const { t } = useTranslation()
  return (
    <Dialog title={t('reconciliation.duplicate.title')} widthPx={640} onClose={onClose}>
      <p className="mc-soft">
        {t(`reconciliation.duplicateKind.${twins.kind}`)}. {t('reconciliation.duplicate.text')}
      </p>
      <ul className="mc-twin-list">
        {twins.dossiers.map((one) => (
          <li key={one.id}>
            <Link to={`/dossiers/${one.id}`}>
              <DossierCode code={one.code} />
            </Link>
            <div>
              <strong>{one.applicantName}</strong>, {one.procedureName}
            </div>
            <div className="mc-soft">
              {agencyName(one.agency)} · <InstantText at={one.receivedAt} />
            </div>
          </li>
        ))}
      </ul>
      <Verdict twins={twins} onDone={onClose} />
    </Dialog>
  )
}

function Verdict({ twins: { id, dismissed }, onDone }: { twins: ListedDuplicate; onDone(): void }) {
  const { t } = useTranslation()
  const { reconciliation } = useDesk()
  const reason = useReason()
  const [busy, setBusy] = useState(false)
  const [failed, setFailed] = useState<{ error: unknown; again(): void } | null>(null)
  const say = async (written: string | null) => {
    setBusy(true)
    setFailed(null)
    try {
      await reconciliation.dismissDuplicate(id, written)
      onDone()
    } catch (cause) {
      setFailed({ error: cause, again: () => void say(written) })
      setBusy(false)
    }
  }
  const dismiss = () => {
    const written = reason.take()
    if (written !== null) void say(written)
  }
  return (
    <>
      {dismissed === null ? (
        <ReasonField id="dismiss-reason" label={t('reconciliation.duplicate.reason')} reason={reason} />
      ) : (
        <p>
          {t('reconciliation.duplicate.dismissed')}.{' '}
          {t('reconciliation.judge.decided', { name: dismissed.byName, reason: dismissed.reason })}
        </p>
      )}
      {failed !== null && <CentreErrorNote {...failed} />}
      <div className="mc-actions">
        <Button loading={busy} onClick={() => (dismissed === null ? dismiss() : void say(null))}>
          {t(`reconciliation.duplicate.${dismissed === null ? 'dismiss' : 'restore'}`)}
        </Button>
      </div>
    </>
  )
}
