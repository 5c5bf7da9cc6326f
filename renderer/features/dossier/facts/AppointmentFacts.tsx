import { useTranslation } from 'react-i18next'
import type { Dossier, DueChange } from '#core/dossier/dossier.ts'
import { InstantText } from '#renderer/ui/InstantText.tsx'
import { Fact, FactGroup } from './FactGroup.tsx'

/** How long it may take, when it is due, how that changed and why. */
export function AppointmentFacts({ dossier: { duration, dueAt, dueHistory, pauses } }: { dossier: Dossier }) {
  const { t } = useTranslation()
  return (
    <FactGroup title={t('dossier.facts.appointment')}>
      <Fact label={t('dossier.facts.duration')}>{t(`dossier.facts.durationOf.${duration.unit}`, { value: duration.value })}</Fact>
      <Fact label={t('dossier.due')}>{dueAt === null ? t('dossier.noDue') : <InstantText at={dueAt} weekday />}</Fact>
      <Fact label={t('dossier.facts.dueHistory')}>
        {dueHistory.length < 2 ? null : (
          <ul className="mc-lines">
            {dueHistory.map((change) => (
              <li key={change.at}>
                <DueChangeText change={change} />
              </li>
            ))}
          </ul>
        )}
      </Fact>
      <Fact label={t('dossier.facts.pauses')}>
        {pauses.length === 0 ? null : (
          <ul className="mc-lines">
            {pauses.map((pause) => (
              <li key={pause.from}>
                <InstantText at={pause.from} /> → {pause.to === null ? t('dossier.facts.pauseOpen') : <InstantText at={pause.to} />}
                <div className="mc-soft">{t(`dossier.facts.pauseOf.${pause.status}`)}</div>
              </li>
            ))}
          </ul>
        )}
      </Fact>
    </FactGroup>
  )
}

function DueChangeText({ change }: { change: DueChange }) {
  const { t } = useTranslation()
  return (
    <>
      {change.from !== null && (
        <>
          <del>
            <InstantText at={change.from} />
          </del>{' '}
          →{' '}
        </>
      )}
      {change.to === null ? t('dossier.noDue') : <InstantText at={change.to} />}
      <div className="mc-soft">{t(`dossier.facts.dueReason.${change.reason}`, { defaultValue: change.reason })}</div>
    </>
  )
}
