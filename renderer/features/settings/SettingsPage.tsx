import { useTranslation } from 'react-i18next'
import { OutsideFailingCard } from '#renderer/features/outside/OutsideFailingCard.tsx'
import { PageHeader } from '#renderer/ui/PageHeader.tsx'
import { AboutCard } from './AboutCard.tsx'
import { DeskCard } from './DeskCard.tsx'
import { HubCard } from './HubCard.tsx'
import { LookCard } from './LookCard.tsx'
import { RecordsCard } from './RecordsCard.tsx'
import { SafetyCard } from './SafetyCard.tsx'
import { TrafficCard } from './TrafficCard.tsx'
import './settings.css'

/** Choices of the person, and what this PC is and can promise. */
export function SettingsPage() {
  const { t } = useTranslation()
  return (
    <div className="mc-page mc-page-scroll">
      <PageHeader title={t('settings.title')} />
      <div className="mc-settings">
        <LookCard />
        <DeskCard />
        <HubCard />
        <SafetyCard />
        <TrafficCard />
        <RecordsCard />
        <OutsideFailingCard />
        <AboutCard />
      </div>
    </div>
  )
}
