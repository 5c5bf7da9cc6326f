import { z } from 'zod'
import { AgencySlug, DossierId, DraftId, PersonId } from '#core/record/ids.ts'
import { Instant } from '#core/record/instant.ts'
import { Applicant } from './applicant.ts'
import { Channel, FeeLine, Paper, Payment, Placement } from './dossier.ts'

/**
 * An intake as far as it has been typed. Autosaved on the desk, so every field may still be empty or half typed; only
 * `receiveDossier` checks it. Dates are text as typed.
 */
export const IntakeDraft = z.object({
  kind: z.literal('draft'),
  schemaVersion: z.literal(1),
  id: DraftId,
  author: PersonId,
  started: Instant,
  updated: Instant,
  procedureCode: z.string().nullable(),
  channel: Channel,
  competent: AgencySlug.nullable(),
  assisting: AgencySlug.nullable(),
  applicant: Applicant.extend({
    name: z.string(),
    personalId: z.string().nullable(),
    oldId: z.string().nullable(),
    /** As typed: dd/MM/yyyy, MM/yyyy or yyyy. */
    birthDate: z.string().nullable(),
  }),
  submitter: z
    .object({ name: z.string(), personalId: z.string(), phone: z.string(), relation: z.string(), authorisation: z.string() })
    .nullable(),
  subject: z.string(),
  sets: z.number().int().nonnegative(),
  papers: z.array(Paper),
  placements: z.array(Placement),
  /** Quantities typed for the fee sheet: fee code → number of pages, copies or cases. */
  feeQuantities: z.record(z.string(), z.number().int().nonnegative()),
  exemptionCode: z.string().nullable(),
  feeLines: z.array(FeeLine),
  payment: Payment.pick({ method: true, amountVnd: true, receipt: true }).nullable(),
  deliveryMethod: z.enum(['counter', 'post', 'electronic']),
  deliveryPlace: z.string(),
  note: z.string(),
})
export type IntakeDraft = z.infer<typeof IntakeDraft>

/** The dossier that a draft becomes: always the same one, so that a draft left over by a crash cannot be saved a second time. */
export function dossierIdOf(draft: DraftId): DossierId {
  return DossierId.parse(draft.replace(/^draft:/, 'dossier:'))
}
