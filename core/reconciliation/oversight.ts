import { z } from 'zod'
import { AgencySlug, DeviceId, DossierId, PageHash, PersonId } from '#core/record/ids.ts'
import { Instant } from '#core/record/instant.ts'
import { Refusal } from '#core/sync/mark.ts'

/** One item that the centre refused, as its desk reports it. */
export const RefusedItem = z.object({
  key: z.string().min(1),
  kind: z.enum(['dossier', 'event', 'page', 'close']),
  dossierId: DossierId.nullable(),
  title: z.string(),
  author: z.string(),
  since: Instant,
  refusal: Refusal,
})
export type RefusedItem = z.infer<typeof RefusedItem>

/** How one desk stands: what it has not sent, since when, and what was refused. Sent by the desk itself, without contents. */
export const DeskReport = z.object({
  at: Instant,
  waiting: z.object({ dossiers: z.number().int(), events: z.number().int(), pages: z.number().int() }),
  oldestWaiting: Instant.nullable(),
  refused: z.array(RefusedItem),
})
export type DeskReport = z.infer<typeof DeskReport>

/** A dossier as the lists of the reconciliation screen name it. */
export const NamedDossier = z.object({
  id: DossierId,
  code: z.string(),
  applicantName: z.string(),
  procedureName: z.string(),
  receivedAt: Instant,
  agency: AgencySlug,
})
export type NamedDossier = z.infer<typeof NamedDossier>

/** Two dossiers or more that may be one: same citizen and procedure within some days, or one page image in both. */
export const PossibleDuplicate = z.object({
  id: z.string().min(1),
  kind: z.enum(['same_citizen', 'same_page', 'same_code']),
  dossiers: z.array(NamedDossier).min(2),
  page: PageHash.nullable(),
  foundAt: Instant,
})
export type PossibleDuplicate = z.infer<typeof PossibleDuplicate>

/** Somebody looked at dossiers that seemed to be one, and they are not. */
export const Dismissal = z.object({ at: Instant, by: PersonId, byName: z.string(), reason: z.string() })
export type Dismissal = z.infer<typeof Dismissal>

/** A possible duplicate as a unit's list has it; where `dismissed` is set, it waits for nobody. */
export const ListedDuplicate = PossibleDuplicate.extend({ dismissed: Dismissal.nullable().default(null) })
export type ListedDuplicate = z.infer<typeof ListedDuplicate>

/** A dossier whose unit was merged or dissolved, and where it should go. */
export const OrphanedDossier = z.object({ dossier: NamedDossier, unit: AgencySlug, mergedInto: AgencySlug.nullable(), since: Instant })
export type OrphanedDossier = z.infer<typeof OrphanedDossier>

/** A document in the centre that breaks the rules of its kind: set aside, shown to the administrator, stopping nobody. */
export const Quarantined = z.object({
  id: z.string().min(1),
  database: z.string(),
  documentId: z.string(),
  rev: z.string(),
  why: z.enum(['invalid', 'too_large', 'digest', 'signature', 'chain', 'forged']),
  detail: z.string(),
  at: Instant,
})
export type Quarantined = z.infer<typeof Quarantined>

/** Work that no longer has a way of its own (revoked device, dossier routed away, lost right), handed in for a person to judge. */
export const HandedIn = z.object({
  id: z.string().min(1),
  device: DeviceId,
  deskName: z.string(),
  agency: AgencySlug,
  at: Instant,
  why: z.enum(['device_revoked', 'routed_away', 'right_lost']),
  dossierId: DossierId,
  dossierCode: z.string(),
  author: PersonId.nullable(),
  authorName: z.string(),
  pages: z.number().int().nonnegative(),
  state: z.enum(['waiting', 'accepted', 'refused']),
  decided: z.object({ at: Instant, by: PersonId, byName: z.string(), reason: z.string() }).nullable(),
})
export type HandedIn = z.infer<typeof HandedIn>

/** What the centre knows of one unit beyond its own cases, for supervisor and administrator. */
export const Oversight = z.object({
  asOf: Instant,
  agency: AgencySlug,
  desks: z.array(DeskReport.extend({ device: DeviceId, deskName: z.string(), lastContact: Instant })),
  duplicates: z.array(ListedDuplicate),
  orphaned: z.array(OrphanedDossier),
  quarantined: z.array(Quarantined),
  handedIn: z.array(HandedIn),
})
export type Oversight = z.infer<typeof Oversight>
