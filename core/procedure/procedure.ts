import { z } from 'zod'
import { Duration } from '#core/dossier/dossier.ts'
import { Role } from '#core/person/role.ts'
import { Day } from '#core/record/instant.ts'
import { RegisterKind } from '#core/registers/register-kind.ts'

/** Where a fact of the catalogue comes from. `verified: false` is shown as "chưa kiểm chứng" wherever the value is shown. */
export const Source = z.object({ title: z.string().min(1), checkedOn: Day, verified: z.boolean() })
export type Source = z.infer<typeof Source>

/** A paper that a procedure asks for. `shownOnly`: looked at and handed back; it may not be copied (domain.md §4.3). */
export const RequiredPaper = z.object({
  id: z.string().min(1),
  name: z.string().min(1),
  originals: z.number().int().nonnegative(),
  copies: z.number().int().nonnegative(),
  required: z.boolean(),
  shownOnly: z.boolean(),
  /** Databases whose answer replaces the paper (NQ 66.7/2025), e.g. `CSDLQG về dân cư`. */
  satisfiableBy: z.array(z.string()),
  condition: z.string(),
})
export type RequiredPaper = z.infer<typeof RequiredPaper>

/**
 * A fee rule. Quantity × price by tier: tier `from` is the first unit it holds for (page 1, page 3 …); `capVnd` bounds one
 * copy. Outside `validFrom`–`validTo` the rule does not apply. Amounts are whole đồng.
 */
export const FeeRule = z.object({
  code: z.string().min(1),
  name: z.string().min(1),
  kind: z.enum(['phi', 'le_phi']),
  per: z.enum(['page', 'copy', 'case', 'set']),
  tiers: z.array(z.object({ from: z.number().int().positive(), amountVnd: z.number().int().nonnegative() })).min(1),
  capVnd: z.number().int().positive().nullable(),
  /** True where it falls due only if asked for or if its case arises (a copy, a late registration): none until it is counted. */
  onRequest: z.boolean().optional(),
  /** Channels the rule is for; empty = all. */
  channels: z.array(z.union([z.literal(1), z.literal(2), z.literal(3)])),
  validFrom: Day.nullable(),
  validTo: Day.nullable(),
  exemptions: z.array(
    z.object({
      code: z.string().min(1),
      reason: z.string().min(1),
      legalGround: z.string(),
      /** Part of the fee that is waived, 0–1. */
      share: z.number().min(0).max(1),
      validFrom: Day.nullable(),
      validTo: Day.nullable(),
      /** False where who is exempt, or by how much, is not verified; absent = as sure as the rule's own source. */
      verified: z.boolean().optional(),
    }),
  ),
  source: Source,
})
export type FeeRule = z.infer<typeof FeeRule>

/** One version of a procedure (thủ tục hành chính). A dossier keeps the version it was received under. */
export const Procedure = z.looseObject({
  kind: z.literal('procedure'),
  schemaVersion: z.number().int().min(1),
  /** `procedure:<code>:<version>`; also the document id. */
  id: z.string().regex(/^procedure:\d\.\d{6}:[0-9a-z.-]+$/),
  /** National code, e.g. `1.001193`. */
  code: z.string().regex(/^\d\.\d{6}$/),
  version: z.string().min(1),
  effectiveFrom: Day,
  effectiveTo: Day.nullable(),
  name: z.string().min(1),
  shortName: z.string().min(1),
  sector: z.string().min(1),
  level: z.enum(['commune', 'province', 'ministry']),
  online: z.enum(['full', 'partial', 'none']),
  /** Processing time by channel; `null` where the source gives none. */
  durations: z.object({ '1': Duration.nullable(), '2': Duration.nullable(), '3': Duration.nullable() }),
  durationSource: Source,
  /** `HH:mm` after which a same-day procedure counts from the next working day; null = no cutoff. */
  cutoff: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/)
    .nullable(),
  papers: z.array(RequiredPaper),
  papersSource: Source.nullable(),
  fees: z.array(FeeRule),
  /** Which agency decides: the receiving one, or a unit of another level named by slug. */
  competent: z.union([z.literal('receiving'), z.string().regex(/^[a-z][a-z0-9-]{1,40}$/)]),
  results: z.array(z.object({ code: z.string(), name: z.string().min(1) })),
  steps: z.array(z.object({ role: Role, name: z.string().min(1), hours: z.number().nonnegative().nullable() })),
  /** The register book that each dossier of it is entered in (NĐ 23/2015 Đ13); absent = none. */
  register: RegisterKind.optional(),
  retentionYears: z.number().int().positive().nullable(),
  note: z.string(),
})
export type Procedure = z.infer<typeof Procedure>
