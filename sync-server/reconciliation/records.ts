import { z } from 'zod'
import { ReconciliationCase } from '#core/reconciliation/case.ts'
import { DeskReport, Dismissal, HandedIn, OrphanedDossier, PossibleDuplicate, Quarantined } from '#core/reconciliation/oversight.ts'
import { AgencySlug, CaseId, DeviceId, DossierId } from '#core/record/ids.ts'
import { Instant } from '#core/record/instant.ts'

/*
 * The documents of the `cases` database. An id begins with the kind and the agency, so that what one unit sees is one range; `;`
 * follows `:`, so that `report:h53-27712:` … `report:h53-27712;` is all of it.
 */

const common = { schemaVersion: z.literal(1), agency: AgencySlug }

/** How one desk stands, as it last said. */
export const ReportRecord = z.object({
  ...common,
  kind: z.literal('report'),
  device: DeviceId,
  deskName: z.string(),
  lastContact: Instant,
  report: DeskReport,
})
export type ReportRecord = z.infer<typeof ReportRecord>

/** A possible duplicate, once for each agency that has a hand in it. */
export const DuplicateRecord = z.object({ ...common, kind: z.literal('duplicate'), duplicate: PossibleDuplicate })
export type DuplicateRecord = z.infer<typeof DuplicateRecord>

/** Says that these dossiers, alike in this way, are not one; another dossier among them makes the question a new one. */
export const DismissalRecord = z.object({ ...common, kind: z.literal('dismissal'), group: z.string(), dismissal: Dismissal })
export type DismissalRecord = z.infer<typeof DismissalRecord>

export const OrphanRecord = z.object({ ...common, kind: z.literal('orphan'), orphan: OrphanedDossier })
export type OrphanRecord = z.infer<typeof OrphanRecord>

export const QuarantineRecord = z.object({ ...common, kind: z.literal('quarantine'), entry: Quarantined })
export type QuarantineRecord = z.infer<typeof QuarantineRecord>

/** Work that was handed in and what became of it; the work itself lies beside it, so that a list of these stays small. */
export const HandedInRecord = z.object({ ...common, kind: z.literal('handed-in'), item: HandedIn })
export type HandedInRecord = z.infer<typeof HandedInRecord>

/** A case as it stands on its dossier, once for the whole province. */
export const CaseRecord = z.object({
  kind: z.literal('case'),
  schemaVersion: z.literal(1),
  id: CaseId,
  dossierId: DossierId,
  dossierCode: z.string(),
  agencies: z.array(AgencySlug),
  case: ReconciliationCase,
})
export type CaseRecord = z.infer<typeof CaseRecord>

/** Says that a unit has this open case; gone when it is settled. Counting a unit's cases reads these and no other unit's. */
export const OpenCaseRecord = z.object({ ...common, kind: z.literal('open-case'), caseId: CaseId, openedAt: Instant })
export type OpenCaseRecord = z.infer<typeof OpenCaseRecord>

export type RecordKind = 'report' | 'duplicate' | 'dismissal' | 'orphan' | 'quarantine' | 'handed-in' | 'open-case'

/** Document id of a record that belongs to one unit. */
export const recordId = (kind: RecordKind, agency: AgencySlug, key: string): string => `${kind}:${agency}:${key}`
