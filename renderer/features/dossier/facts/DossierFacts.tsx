import type { Dossier } from '#core/dossier/dossier.ts'
import { AppointmentFacts } from './AppointmentFacts.tsx'
import { CaseFacts } from './CaseFacts.tsx'
import { CourseFacts } from './CourseFacts.tsx'
import { DeliveryFacts } from './DeliveryFacts.tsx'
import { MoneyFacts } from './MoneyFacts.tsx'
import { PeopleFacts } from './PeopleFacts.tsx'

/** Everything the dossier says, in the order officials read it. What was decided comes first where there is any. */
export function DossierFacts({ dossier }: { dossier: Dossier }) {
  return (
    <div className="mc-card mc-dossier-facts">
      <div className="mc-fact-column">
        <PeopleFacts dossier={dossier} />
        <MoneyFacts dossier={dossier} />
        <DeliveryFacts dossier={dossier} />
      </div>
      <div className="mc-fact-column">
        <CourseFacts dossier={dossier} />
        <AppointmentFacts dossier={dossier} />
        <CaseFacts dossier={dossier} />
      </div>
    </div>
  )
}
