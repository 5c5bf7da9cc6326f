import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { PossibleDuplicate } from '#core/reconciliation/oversight.ts'
import type { AgencySlug } from '#core/record/ids.ts'
import { Dialog } from '#renderer/ui/Dialog.tsx'
import { DossierCode } from '#renderer/ui/DossierCode.tsx'
import { InstantText } from '#renderer/ui/InstantText.tsx'

type Props = { twins: PossibleDuplicate; agencyName(slug: AgencySlug): string; onClose(): void }

/** Dossiers that may be one, side by side; each opens. */
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
    </Dialog>
  )
}
