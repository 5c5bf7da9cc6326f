import { z } from 'zod'
import { CaseChoice } from '#core/reconciliation/case.ts'
import { AgencySlug, CaseId, EventId, PageHash } from '#core/record/ids.ts'
import { Day } from '#core/record/instant.ts'
import { Applicant, Submitter } from './applicant.ts'
import { Paper, Payment, Placement, Supplement } from './dossier.ts'

const text = z.string().trim()
const needed = text.min(1)

/**
 * Everything a person can do to a dossier that exists, as data. `core/dossier/run-command.ts` decides whether status and role
 * allow it and what it changes; each becomes one journal event. Intake itself is `receiveDossier`.
 */
export const DossierCommand = z.discriminatedUnion('do', [
  /** 1 → 2; what was filed online. */
  z.object({ do: z.literal('acceptOnline'), note: text }),
  /** 2 → 4. */
  z.object({ do: z.literal('forward'), note: text }),
  /** 1, 2, 4 → 5; form 02. */
  z.object({ do: z.literal('requestSupplement'), reason: needed, papers: Supplement.shape.papers, deadline: Day.nullable() }),
  /** 5 → 4. */
  z.object({ do: z.literal('receiveSupplement'), note: text, papers: z.array(Paper), placements: z.array(Placement) }),
  /** 4 → 6. */
  z.object({ do: z.literal('requestPayment'), note: needed }),
  /** 6 → 4. */
  z.object({ do: z.literal('confirmPayment'), note: text }),
  /** 1, 2, 4, 5, 6 → 7. */
  z.object({ do: z.literal('requestWithdrawal'), reason: needed }),
  /** 7 → 8. */
  z.object({ do: z.literal('acceptWithdrawal'), note: text }),
  /** 7 → the status before. */
  z.object({ do: z.literal('declineWithdrawal'), note: needed }),
  /** 2, 4, 5, 6 → 8; form 05. */
  z.object({ do: z.literal('stop'), reason: needed, legalGround: text }),
  /** 1 → 3; form 03. */
  z.object({ do: z.literal('refuseIntake'), reason: needed, legalGround: needed }),
  /** 4 examining → proposed. */
  z.object({ do: z.literal('proposeResult'), outcome: z.enum(['grant', 'refuse']), text: needed }),
  /** 4 proposed → sent_back. */
  z.object({ do: z.literal('sendBack'), text: needed }),
  /** 4 proposed → approved. */
  z.object({ do: z.literal('approve'), text }),
  /** 4 approved → 9. At least one placement of purpose `result`. */
  z.object({ do: z.literal('numberResult'), number: needed, title: needed, issuedOn: Day, placements: z.array(Placement) }),
  /** 9 → 10. */
  z.object({
    do: z.literal('returnResult'),
    to: needed,
    relation: z.enum(['applicant', 'submitter', 'other']),
    signatureNote: needed,
    authorisation: text,
  }),
  /** Money only. */
  z.object({
    do: z.literal('collectFee'),
    amountVnd: z.number().int().positive(),
    method: Payment.shape.method,
    receipt: Payment.shape.receipt,
  }),
  /** Placements as they should stand: rotate, reorder, assign, delete, add. Result pages only while numbering. */
  z.object({ do: z.literal('arrangePages'), papers: z.array(Paper), placements: z.array(Placement) }),
  /** To another agency besides the dossier's own; it is a member until it is taken back. */
  z.object({ do: z.literal('sendToAgency'), to: AgencySlug, note: text }),
  /** Ends one sending. */
  z.object({ do: z.literal('takeBack'), sendingId: needed }),
  /** Huỷ số, 2 → 8: saved by mistake; what was paid is given back. */
  z.object({ do: z.literal('voidNumber'), reason: needed }),
  /** Settles a doubled code or register number: this dossier takes a new one, the old one stays findable. */
  z.object({ do: z.literal('renumber'), caseId: CaseId, reason: needed }),
  /** Vào sổ: the next number of the register book that its procedure is entered in. */
  z.object({ do: z.literal('enterInRegister') }),
  /** Đính chính: whole new values; a reason where a legal field changes. */
  z.object({ do: z.literal('correct'), applicant: Applicant, submitter: Submitter.nullable(), subject: text, reason: text }),
  /** Quyết một việc đối chiếu: one choice for each of its fields. Only a `typed` choice brings a value of its own. */
  z.object({
    do: z.literal('settleCase'),
    caseId: CaseId,
    choices: z.array(CaseChoice),
    reason: needed,
    evidence: z.array(PageHash),
  }),
  /** Takes a decision back until the close of its day. */
  z.object({ do: z.literal('reopenCase'), caseId: CaseId, reason: needed }),
  /** Sets back what an automatic merge (event `editsMerged`) filled in, where it still stands. */
  z.object({ do: z.literal('undoMerge'), eventId: EventId, reason: text }),
  /** A form was printed; changes nothing but the journal. */
  z.object({ do: z.literal('recordPrint'), form: z.enum(['01', '02', '03', '05']), output: z.enum(['pdf', 'printer']) }),
  /** The journaled view of a person's data; changes nothing but the journal. */
  z.object({ do: z.literal('recordView') }),
])
export type DossierCommand = z.infer<typeof DossierCommand>
export type CommandName = DossierCommand['do']
