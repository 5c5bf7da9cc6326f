import type { Dossier } from '#core/dossier/dossier.ts'
import { AppointmentFacts } from './AppointmentFacts.tsx'
import { CaseFacts } from './CaseFacts.tsx'
import { CourseFacts } from './CourseFacts.tsx'
import { DeliveryFacts } from './DeliveryFacts.tsx'
import { MoneyFacts } from './MoneyFacts.tsx'
import { PeopleFacts } from './PeopleFacts.tsx'

/**
 * Everything the dossier says, in the order its reader needs: at the desk the citizen first; beside the pages (`decidesFirst`)
 * what was asked, proposed and decided.
 */
export function DossierFacts({ dossier, decidesFirst }: { dossier: Dossier; decidesFirst: boolean }) {
  const people = (
    <div className="mc-fact-column">
      <PeopleFacts dossier={dossier} />
      <MoneyFacts dossier={dossier} />
      <DeliveryFacts dossier={dossier} />
    </div>
  )
  const course = (
    <div className="mc-fact-column">
      <CourseFacts dossier={dossier} />
      <AppointmentFacts dossier={dossier} />
      <CaseFacts dossier={dossier} />
    </div>
  )
  return (
    <div className="mc-card mc-dossier-facts">
      {decidesFirst ? course : people}
      {decidesFirst ? people : course}
    </div>
  )
}
