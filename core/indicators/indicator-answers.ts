import { z } from 'zod'
import { Channel } from '#core/dossier/dossier.ts'
import { AgencySlug, DossierId, PersonId } from '#core/record/ids.ts'
import { Day, Instant } from '#core/record/instant.ts'
import { Origin, Outcome, Tally } from './tally.ts'

const Count = z.number().int().nonnegative()

/** A desk that has not been in contact for longer than a working day allows. */
export const SilentDesk = z.object({
  agency: AgencySlug,
  agencyName: z.string(),
  deskName: z.string(),
  lastContact: Instant,
  waiting: Count,
})
export type SilentDesk = z.infer<typeof SilentDesk>

/**
 * How complete a report is: until when the warehouse holds what the centre has (`dataUntil`, null before its first round), which desks
 * have been silent, how much the desks themselves say they have not sent, and how many documents could not be read.
 */
export const Completeness = z.object({
  asOf: Instant,
  dataUntil: Instant.nullable(),
  desks: Count,
  silent: z.array(SilentDesk),
  unsent: Count,
  unreadable: Count,
})
export type Completeness = z.infer<typeof Completeness>

/**
 * What is counted of one group beside its tally. `electronic`: finished with nothing kept on paper; `lateSync`: receipt or end reached
 * the centre more than a day after the act; `syncUnknown`: nobody can say (filled in from older data); `activeMs` over `timed` dossiers.
 */
export const GroupExtras = z.object({
  granted: Count,
  electronic: Count,
  electronicResult: Count,
  digitised: Count,
  reused: Count,
  feeDue: Count,
  paidOnline: Count,
  onlineFinished: Count,
  rated: Count,
  satisfied: Count,
  onPortal: Count,
  lateSync: Count,
  syncUnknown: Count,
  timed: Count,
  activeMs: z.number().nonnegative(),
})
export type GroupExtras = z.infer<typeof GroupExtras>

/** One row of a report: `key` is the sector, agency slug, channel, procedure code or level. */
export const IndicatorGroup = z.object({ key: z.string(), name: z.string(), tally: Tally, extras: GroupExtras })
export type IndicatorGroup = z.infer<typeof IndicatorGroup>

/** `GET /indicators/report`. */
export const IndicatorReport = z.object({
  agencyName: z.string(),
  from: Instant,
  until: Instant,
  groups: z.array(IndicatorGroup),
  completeness: Completeness,
})
export type IndicatorReport = z.infer<typeof IndicatorReport>

/** One dossier of a report's list. */
export const ListedDossier = z.object({
  id: DossierId,
  code: z.string(),
  applicantName: z.string(),
  procedureName: z.string(),
  sector: z.string(),
  receiving: AgencySlug,
  receivingName: z.string(),
  deskName: z.string(),
  channel: Channel,
  receivedAt: Instant,
  dueAt: Instant.nullable(),
  finishedAt: Instant.nullable(),
  origin: Origin,
  outcome: Outcome,
  lateSync: z.boolean(),
})
export type ListedDossier = z.infer<typeof ListedDossier>

/** Goes into `after` to be given what comes behind this answer; null at the end. */
export const Next = z.string().nullable()

/** `GET /indicators/dossiers`. `total` counts all pages. */
export const ListedDossiers = z.object({ total: Count, next: Next, dossiers: z.array(ListedDossier), completeness: Completeness })
export type ListedDossiers = z.infer<typeof ListedDossiers>

/** Units whose figures an official may see, own first. */
export const ReadableUnits = z.object({
  units: z.array(z.object({ agency: AgencySlug, name: z.string(), hasBelow: z.boolean(), mayFreeze: z.boolean() })),
})
export type ReadableUnits = z.infer<typeof ReadableUnits>

/** One frozen period (Chốt kỳ): its figures never change again. */
export const FrozenPeriod = z.object({
  id: z.string().min(1),
  agency: AgencySlug,
  agencyName: z.string(),
  below: z.boolean(),
  from: Day,
  to: Day,
  frozenAt: Instant,
  by: PersonId,
  byName: z.string(),
  groups: z.array(IndicatorGroup),
  completeness: Completeness,
})
export type FrozenPeriod = z.infer<typeof FrozenPeriod>

/** A dossier whose place in a frozen period is no longer what was frozen; null = it did not, or does not, belong to it. */
export const MovedDossier = z.object({
  id: DossierId,
  code: z.string(),
  applicantName: z.string(),
  sector: z.string(),
  frozen: Outcome.nullable(),
  now: Outcome.nullable(),
})
export type MovedDossier = z.infer<typeof MovedDossier>

/** `GET /indicators/periods`: newest first. */
export const FrozenPeriods = z.object({ periods: z.array(FrozenPeriod), next: Next })
export type FrozenPeriods = z.infer<typeof FrozenPeriods>

/** `GET /indicators/periods/:id/moved`, by their codes. `total` counts all pages. */
export const MovedDossiers = z.object({ total: Count, next: Next, moved: z.array(MovedDossier) })
export type MovedDossiers = z.infer<typeof MovedDossiers>

/** `GET /indicators/periods/:id`: frozen | now | what made the difference, its first page. */
export const PeriodComparison = z.object({
  period: FrozenPeriod,
  now: z.array(IndicatorGroup),
  ...MovedDossiers.shape,
  asOf: Instant,
})
export type PeriodComparison = z.infer<typeof PeriodComparison>
