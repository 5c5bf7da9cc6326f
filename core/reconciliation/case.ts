import { z } from 'zod'
import { Role } from '#core/person/role.ts'
import { CaseId, PageHash, PersonId } from '#core/record/ids.ts'
import { Instant } from '#core/record/instant.ts'

/**
 * How the edits of two desks to one field are put together. `free` merges, `append` is a union, `derived` is computed anew,
 * `legal` (name, personal number, birth date, fee, decision, step of the status machine) is decided by a person where both changed it.
 */
export const FieldClass = z.enum(['free', 'append', 'derived', 'legal'])
export type FieldClass = z.infer<typeof FieldClass>

/** Who wrote one of the two versions, when, and at which desk; `rev` is the centre's revision of it, null where it never had one. */
export const CaseSide = z.object({ by: PersonId, byName: z.string(), at: Instant, deskName: z.string(), rev: z.string().nullable() })
export type CaseSide = z.infer<typeof CaseSide>

/**
 * One field that both sides changed differently, each value as plain JSON (null = absent). `path` names the field as
 * `core/sync/field-classes.ts` does, e.g. `applicant.name`; `step` is a step of the status machine with all that belongs to it.
 */
export const CaseField = z.object({ path: z.string().min(1), fieldClass: FieldClass, base: z.json(), mine: z.json(), theirs: z.json() })
export type CaseField = z.infer<typeof CaseField>

/** What was decided for one field; `value` is what the dossier then holds. */
export const CaseChoice = z.object({ path: z.string().min(1), take: z.enum(['base', 'mine', 'theirs', 'typed']), value: z.json() })
export type CaseChoice = z.infer<typeof CaseChoice>

/** A decision: who, in which role, what for each field, why, and the pages that were looked at. */
export const CaseSettlement = z.object({
  at: Instant,
  by: PersonId,
  byName: z.string().min(1),
  role: Role,
  choices: z.array(CaseChoice),
  reason: z.string().min(1),
  evidence: z.array(PageHash),
  /** What the fields held before; a decision that is taken back puts it there again. */
  before: z.array(z.object({ path: z.string().min(1), value: z.json() })).optional(),
})
export type CaseSettlement = z.infer<typeof CaseSettlement>

/**
 * A case (việc đối chiếu): what a person must decide. It stands on its dossier (`dossier.cases`) and travels with it, so whoever
 * holds the dossier knows of the dispute, and the losing values are durable in the same write that adopts the others.
 * While it is open the dossier holds `theirs`. `mine` is the side of the desk that met the conflict, or the losing leaf in CouchDB.
 */
export const ReconciliationCase = z.looseObject({
  id: CaseId,
  /** `fields`: same legal field; `step`: two lawful moves from one base; `doubled_code`: two dossiers under one code. */
  kind: z.enum(['fields', 'step', 'doubled_code']),
  opened: z.object({ at: Instant, by: PersonId, byName: z.string(), deskName: z.string() }),
  mine: CaseSide,
  theirs: CaseSide,
  fields: z.array(CaseField).min(1),
  /** Null while it is open. */
  settled: CaseSettlement.nullable(),
  /** Decisions that were taken back, oldest first. */
  undone: z.array(CaseSettlement.extend({ undone: z.object({ at: Instant, by: PersonId, byName: z.string() }) })),
})
export type ReconciliationCase = z.infer<typeof ReconciliationCase>
