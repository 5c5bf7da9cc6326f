import { ClockCircleOutlined, WarningFilled } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { Dossier } from '#core/dossier/dossier.ts'
import type { ReconciliationCase } from '#core/reconciliation/case.ts'
import { useDesk, useLive } from '#renderer/app/use-desk.ts'
import type { CaseRow } from '#renderer/data/desk.ts'
import { DossierCode } from '#renderer/ui/DossierCode.tsx'
import { InstantText } from '#renderer/ui/InstantText.tsx'
import { Tag } from '#renderer/ui/Tag.tsx'
import { describeAge, isLoud } from './case-age.ts'

/** Which dossier, whose, since when, and how many more there are. */
export function CaseHeader({ row, one, dossier }: { row: CaseRow; one: ReconciliationCase; dossier: Dossier }) {
  const { t } = useTranslation()
  const open = useLive(useDesk().reconciliation.cases).filter((each) => each.settledAt === null && each.mayDecide)
  const at = open.findIndex((each) => each.id === row.id)
  const nowMs = Date.now()
  const loud = isLoud(row.openedAt, nowMs)
  return (
    <header className="mc-case-header">
      <h1>
        <span className="mc-hidden">{t('reconciliation.case.title', { code: dossier.code })}</span>
        <Link to={`/dossiers/${dossier.id}`} aria-label={t('reconciliation.openDossier', { code: dossier.code })}>
          <DossierCode code={dossier.code} />
        </Link>
      </h1>
      <strong>{dossier.applicant.name}</strong>
      <span className="mc-soft mc-case-what">{dossier.procedure.name}</span>
      {one.settled === null && (
        <Tag
          tone={loud ? 'red' : 'neutral'}
          strong={loud}
          icon={loud ? <WarningFilled aria-hidden="true" /> : <ClockCircleOutlined aria-hidden="true" />}
        >
          {describeAge(t, row.openedAt, nowMs)}
        </Tag>
      )}
      <span className="mc-soft">
        {t('reconciliation.case.opened')} <InstantText at={one.opened.at} brief />{' '}
        {t('reconciliation.case.openedAt', { desk: one.opened.deskName })}
      </span>
      {at >= 0 && (
        <span className="mc-case-position mc-figures">{t('reconciliation.case.position', { at: at + 1, total: open.length })}</span>
      )}
    </header>
  )
}
