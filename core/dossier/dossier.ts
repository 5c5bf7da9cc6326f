import { z } from 'zod'
import { Role } from '#core/person/role.ts'
import { ReconciliationCase } from '#core/reconciliation/case.ts'
import { AgencySlug, CaseId, DossierId, EventId, PageHash, PersonId } from '#core/record/ids.ts'
import { Day, Instant } from '#core/record/instant.ts'
import { RegisterKind } from '#core/registers/register-kind.ts'
import { Applicant, Submitter } from './applicant.ts'
import { DossierStatus, ProcessingStage } from './status.ts'

/** The shape that this build writes. Changes add fields only; a changed meaning takes the next number and a migration. */
export const dossierSchemaVersion = 1

/** Cách nộp (KenhThucHien): 1 trực tiếp, 2 trực tuyến, 3 bưu chính công ích. */
export const Channel = z.union([z.literal(1), z.literal(2), z.literal(3)])
export type Channel = z.infer<typeof Channel>

/** Who did something, and when. */
export const Act = z.object({ at: Instant, by: PersonId, byName: z.string().min(1) })
export type Act = z.infer<typeof Act>

/** Unit of a processing time: giờ làm việc, ngày làm việc, ngày, trong ngày, không hẹn. */
export const DurationUnit = z.enum(['working_hour', 'working_day', 'calendar_day', 'same_day', 'none'])
export type DurationUnit = z.infer<typeof DurationUnit>

/** A processing time; `value` is 0 for `same_day` and `none`. */
export const Duration = z.object({ value: z.number().nonnegative(), unit: DurationUnit })
export type Duration = z.infer<typeof Duration>

/**
 * One required paper (thành phần hồ sơ) and how it was met. `scan` pages stand in `placements`; `shown` was shown and handed
 * back (it may not be copied); `lookup` was answered by a database, no paper; `missing` is still owed.
 */
export const Paper = z.object({
  paperId: z.string().min(1),
  name: z.string().min(1),
  required: z.boolean(),
  originals: z.number().int().nonnegative(),
  copies: z.number().int().nonnegative(),
  met: z.enum(['missing', 'scan', 'paper', 'shown', 'lookup', 'not_needed']),
  lookup: z.object({ source: z.string().min(1), reference: z.string(), act: Act, verified: z.boolean() }).nullable(),
  note: z.string(),
})
export type Paper = z.infer<typeof Paper>

/** Where a page stands: which paper (null = not sorted yet), in which order, turned by how much. The bytes are stored by hash. */
export const Placement = z.object({
  id: z.string().min(1),
  page: PageHash,
  mediaType: z.enum(['image/png', 'image/jpeg']),
  sizeBytes: z.number().int().positive(),
  widthPx: z.number().int().positive(),
  heightPx: z.number().int().positive(),
  purpose: z.enum(['paper', 'supplement', 'result']),
  paperId: z.string().nullable(),
  order: z.number(),
  rotation: z.union([z.literal(0), z.literal(90), z.literal(180), z.literal(270)]),
  source: z.enum(['scanner', 'file', 'camera']),
  added: Act,
})
export type Placement = z.infer<typeof Placement>

/** One line of the fee sheet (phí, lệ phí). Amounts are whole đồng. */
export const FeeLine = z.object({
  feeCode: z.string().min(1),
  name: z.string().min(1),
  kind: z.enum(['phi', 'le_phi']),
  per: z.enum(['page', 'copy', 'case', 'set']),
  quantity: z.number().int().nonnegative(),
  amountVnd: z.number().int().nonnegative(),
  exemption: z.object({ reason: z.string().min(1), legalGround: z.string(), reducedByVnd: z.number().int().nonnegative() }).nullable(),
  verified: z.boolean(),
})
export type FeeLine = z.infer<typeof FeeLine>

/** Money taken or given back. `receipt` is the biên lai; kind `paper` may be used until 2026-12-31 (NĐ 254/2026 Đ44 k2). */
export const Payment = z.object({
  id: z.string().min(1),
  act: Act,
  amountVnd: z.number().int(),
  method: z.enum(['cash', 'transfer', 'national_gateway', 'card']),
  receipt: z.object({ kind: z.enum(['paper', 'electronic']), series: z.string(), number: z.string() }).nullable(),
})
export type Payment = z.infer<typeof Payment>

/** A period in which the legal clock stood still; `to` is null while it still does. `status` is the reason: 5, 6 or 7. */
export const Pause = z.object({ from: Instant, to: Instant.nullable(), status: z.union([z.literal(5), z.literal(6), z.literal(7)]) })
export type Pause = z.infer<typeof Pause>

/** One recomputation of the appointment (NgayHenTraTruoc → NgayHenTraMoi). */
export const DueChange = z.object({
  at: Instant,
  by: PersonId,
  from: Instant.nullable(),
  to: Instant.nullable(),
  reason: z.string().min(1),
})
export type DueChange = z.infer<typeof DueChange>

/** A request for more papers (form 02) and what came of it. */
export const Supplement = z.object({
  id: z.string().min(1),
  formNumber: z.string(),
  requested: Act,
  reason: z.string().min(1),
  papers: z.array(
    z.object({ name: z.string().min(1), originals: z.number().int(), certifiedCopies: z.number().int(), copies: z.number().int() }),
  ),
  deadline: Day.nullable(),
  received: Act.nullable(),
  receivedNote: z.string(),
})
export type Supplement = z.infer<typeof Supplement>

/** Business state: the official status, where the work stands and whose turn it is. */
export const BusinessState = z.object({
  status: DossierStatus,
  stage: ProcessingStage.nullable(),
  /** The status to go back to when a withdrawal (7) is declined. */
  statusBefore: DossierStatus.nullable(),
  stageBefore: ProcessingStage.nullable(),
  since: Instant,
  holder: z.object({ role: Role.nullable(), person: PersonId.nullable(), name: z.string(), since: Instant }),
})
export type BusinessState = z.infer<typeof BusinessState>

/** Money state, apart from business. */
export const MoneyState = z.object({
  state: z.enum(['none', 'exempt', 'due', 'paid', 'refunded']),
  lines: z.array(FeeLine),
  totalVnd: z.number().int().nonnegative(),
  paidVnd: z.number().int(),
  payments: z.array(Payment),
  dutyNote: z.string(),
})
export type MoneyState = z.infer<typeof MoneyState>

/** Delivery state, apart from business: how the result reaches the citizen. */
export const DeliveryState = z.object({
  state: z.enum(['none', 'waiting', 'ready', 'returned']),
  method: z.enum(['counter', 'post', 'electronic']),
  place: z.string(),
  returned: z
    .object({
      act: Act,
      to: z.string().min(1),
      relation: z.enum(['applicant', 'submitter', 'other']),
      signatureNote: z.string().min(1),
      authorisation: z.string(),
    })
    .nullable(),
})
export type DeliveryState = z.infer<typeof DeliveryState>

/** Standing of the dossier with one outside system. */
export const OutsideSync = z.object({ state: z.enum(['not_sent', 'queued', 'sent', 'refused']), at: Instant.nullable(), note: z.string() })
export type OutsideSync = z.infer<typeof OutsideSync>

/** Sync state, apart from business: outside systems. (The desk's own mark is local and never on the wire: `core/sync/mark.ts`.) */
export const SyncState = z.object({ nationalPortal: OutsideSync, ministry: OutsideSync, warehouse: OutsideSync })
export type SyncState = z.infer<typeof SyncState>

/** An agency that the dossier was sent to besides its own three; `ended` when it was taken back. */
export const Sending = z.object({ id: z.string().min(1), to: AgencySlug, sent: Act, note: z.string(), ended: Act.nullable() })
export type Sending = z.infer<typeof Sending>

/**
 * Where it stands in a register book (quyển số, số thứ tự). The later members name the book; absent on dossiers of earlier builds.
 * `generation` is that of the right under which the number was given.
 */
export const BookEntry = z.object({
  volume: z.string(),
  number: z.number().int(),
  register: RegisterKind.optional(),
  year: z.number().int().optional(),
  generation: z.number().int().optional(),
})
export type BookEntry = z.infer<typeof BookEntry>

/**
 * A dossier (hồ sơ): its current state. Its history is the journal. This is exactly the CouchDB document's body less `_id`
 * (= `id`) and `_rev`. Fields a newer schema added are kept (`loose`).
 */
export const Dossier = z.looseObject({
  kind: z.literal('dossier'),
  schemaVersion: z.number().int().min(1),
  id: DossierId,
  /** Mã hồ sơ, e.g. `H53.27712-261122-0010007`. */
  code: z.string().min(8),
  numbering: z.object({ slot: z.number().int(), generation: z.number().int(), counter: z.number().int(), day: Day }),
  /** Printed on the receipt; with the code it opens the public look-up. */
  lookupSecret: z.string().min(4),
  procedure: z.object({ code: z.string(), version: z.string(), name: z.string(), sector: z.string() }),
  agencies: z.object({ assisting: AgencySlug.nullable(), receiving: AgencySlug, competent: AgencySlug }),
  channel: Channel,
  applicant: Applicant,
  submitter: Submitter.nullable(),
  subject: z.string(),
  sets: z.number().int().positive(),
  papers: z.array(Paper),
  placements: z.array(Placement),
  business: BusinessState,
  money: MoneyState,
  delivery: DeliveryState,
  sync: SyncState,
  received: Act.extend({ deskName: z.string() }),
  duration: Duration,
  dueAt: Instant.nullable(),
  dueHistory: z.array(DueChange),
  pauses: z.array(Pause),
  supplements: z.array(Supplement),
  proposal: z.object({ act: Act, outcome: z.enum(['grant', 'refuse']), text: z.string() }).nullable(),
  decision: z.object({ act: Act, outcome: z.enum(['grant', 'refuse', 'send_back']), text: z.string() }).nullable(),
  result: z.object({ act: Act, number: z.string().min(1), title: z.string(), issuedOn: Day }).nullable(),
  refusal: z.object({ act: Act, formNumber: z.string(), legalGround: z.string().min(1), reason: z.string().min(1) }).nullable(),
  stop: z.object({ act: Act, formNumber: z.string(), reason: z.string().min(1), legalGround: z.string() }).nullable(),
  withdrawal: z.object({ requested: Act, reason: z.string().min(1), settled: Act.nullable(), accepted: z.boolean().nullable() }).nullable(),
  /** Sổ theo dõi: quyển số, số thứ tự; filled where the office keeps one. */
  book: BookEntry.nullable(),
  rating: z.object({ act: Act, level: z.enum(['very_satisfied', 'satisfied', 'dissatisfied']) }).nullable(),
  /** Reconciliation cases, open and settled; absent = none. */
  cases: z.array(ReconciliationCase).optional(),
  /** Agencies it was sent to; absent = none. The databases it lives in follow from `agencies` and this (routing). */
  sendings: z.array(Sending).optional(),
  /** Codes it bore before a doubled code was settled; people may still hold paper with them. No case: two desks gave one at once. */
  formerCodes: z.array(z.object({ code: z.string().min(8), until: Act, caseId: CaseId.optional() })).optional(),
  /** Register numbers it bore before, in the same way; absent = none. */
  formerBooks: z.array(BookEntry.extend({ until: Act, caseId: CaseId.optional() })).optional(),
  /** Huỷ số: it was saved by mistake; its number stays accounted for and is never given again. Absent = no. */
  voided: z.object({ act: Act, reason: z.string().min(1) }).nullish(),
  lastEvent: EventId,
  updated: Act.extend({ role: Role }),
})
export type Dossier = z.infer<typeof Dossier>
