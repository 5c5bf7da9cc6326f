import type { DossierStatus } from '#core/dossier/status.ts'
import type { Instant } from '#core/record/instant.ts'
import type { WorkCalendar } from './work-calendar.ts'

/** How a dossier stands against its appointment (domain.md §2.5). */
export type Deadline = 'none' | 'on_time' | 'soon' | 'today' | 'late' | 'paused' | 'done'

export type DeadlineQuestion = {
  status: DossierStatus
  dueAt: Instant | null
  /** True while the last pause has no end. */
  pausedNow: boolean
  now: Instant
  calendar: WorkCalendar
  agency: string
}

export function deadlineOf(_question: DeadlineQuestion): Deadline {
  throw new Error('not built yet')
}
