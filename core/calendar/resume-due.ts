import type { Duration, Pause } from '#core/dossier/dossier.ts'
import type { Instant } from '#core/record/instant.ts'
import type { Appointment } from './add-duration.ts'
import type { WorkCalendar } from './work-calendar.ts'

/** What a resumed appointment is computed from; `pauses` holds every pause so far, the last may still be open (`to: null`). */
export type ResumeQuestion = {
  calendar: WorkCalendar
  agency: string
  received: Instant
  duration: Duration
  cutoff: string | null
  pauses: readonly Pause[]
  resumedAt: Instant
}

/** The new appointment of a dossier whose clock runs again from `resumedAt`. */
export function resumeDue(_question: ResumeQuestion): Appointment {
  throw new Error('not built yet')
}
