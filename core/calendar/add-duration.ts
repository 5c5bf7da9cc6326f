import type { Duration } from '#core/dossier/dossier.ts'
import type { Instant } from '#core/record/instant.ts'
import type { WorkCalendar } from './work-calendar.ts'

/** What a same-day procedure promises when it is received after the cutoff. */
export type AfterCutoff = 'end_of_next_day' | { openingPlusHours: number }

/** What an appointment is computed from. `agency` is the slug whose office hours count. */
export type DurationQuestion = {
  calendar: WorkCalendar
  agency: string
  from: Instant
  duration: Duration
  /** `HH:mm`, same-day procedures only; null = none. */
  cutoff: string | null
  /** Default `end_of_next_day`. */
  afterCutoff?: AfterCutoff
}

/** An appointment; `due` is null where none is given; `provisional` where days off are not known that far. */
export type Appointment = { due: Instant | null; provisional: boolean }

export function addDuration(_question: DurationQuestion): Appointment {
  throw new Error('not built yet')
}
