import type { CaseId, DossierId, PersonId } from '#core/record/ids.ts'
import { createSource } from '#renderer/data/live.ts'

/** One case that was just decided. */
export type Decided = { caseId: CaseId; dossierId: DossierId; code: string }

/** What the official at the desk decided last, so that it can be taken back at once, on whichever screen they have got to. */
export type RecentDecision = { by: PersonId; items: readonly Decided[]; undone: boolean }

export const recentDecision = createSource<RecentDecision | null>(null)
