import { WarningFilled } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useDesk, useLive } from '#renderer/app/use-desk.ts'
import { useUnclosedDays } from '#renderer/features/day-close/use-unclosed-days.ts'
import { InstantText } from '#renderer/ui/InstantText.tsx'
import './oversight-strip.css'
import { countAll, oversees, type ReconciliationTab } from './reconciliation-tabs.ts'
import { useOversight } from './use-oversight.ts'

const shown: readonly ReconciliationTab[] = ['open', 'refused', 'duplicates', 'handedIn', 'quarantine']

/** What waits for the supervisor of the unit, on their first screen; a case older than a day is loud. */
export function OversightStrip() {
  const roles = useLive(useDesk().session.current)?.roles ?? []
  return oversees(roles) ? <Counts administrator={roles.includes('administrator')} /> : null
}

function Counts({ administrator }: { administrator: boolean }) {
  const { t } = useTranslation()
  const cases = useLive(useDesk().reconciliation.cases)
  const { oversight } = useOversight(true)
  const counts = countAll(cases, oversight, Date.now())
  return (
    <section className="mc-oversight" aria-label={t('reconciliation.home.label')}>
      <span className="mc-strong">{t('reconciliation.home.label')}</span>
      {shown
        .filter((tab) => tab !== 'quarantine' || administrator)
        .map((tab) => (
          <Link
            key={tab}
            to={tab === 'open' ? '/reconciliation' : `/reconciliation?tab=${tab}`}
            className={counts[tab] === 0 ? 'mc-oversight-calm' : undefined}
          >
            {t(`reconciliation.home.${tab}`, { count: counts[tab] })}
          </Link>
        ))}
      {counts.loud > 0 && (
        <Link to="/reconciliation" className="mc-oversight-loud">
          <WarningFilled aria-hidden="true" /> {t('reconciliation.home.loud', { count: counts.loud })}
        </Link>
      )}
      <OverdueCloses />
      <span className="mc-soft mc-oversight-as-of">
        {oversight === null ? (
          t('reconciliation.asOfNever')
        ) : (
          <>
            {t('reconciliation.asOf')} <InstantText at={oversight.asOf} brief />
          </>
        )}
      </span>
    </section>
  )
}

/** Only where there are some: a close that is not due yet is nobody's trouble. */
function OverdueCloses() {
  const { t } = useTranslation()
  const overdue = (useUnclosedDays().found?.days ?? []).filter((one) => one.overdue).length
  return overdue === 0 ? null : (
    <Link to="/day-close" className="mc-oversight-loud">
      <WarningFilled aria-hidden="true" /> {t('reconciliation.home.overdueCloses', { count: overdue })}
    </Link>
  )
}
