import type { Dossier, Paper, Payment, Placement, Supplement } from '#core/dossier/dossier.ts'
import { isPaperReceiptAllowed } from '#core/payment/receipt-kind.ts'
import type { Catalogue } from '#core/procedure/catalogue.ts'
import type { Day } from '#core/record/instant.ts'
import { formatDay } from '#renderer/ui/format.ts'
import { type CorrectionDraft, startCorrection } from '../correction/correction-draft.ts'

/** A paper asked for in form 02. */
export type AskedPaper = Supplement['papers'][number]

/** Everything that any action form can hold, as typed. Each form shows its own part. */
export type ActionDraft = {
  note: string
  reason: string
  legalGround: string
  text: string
  outcome: 'grant' | 'refuse'
  askedPapers: AskedPaper[]
  /** dd/MM/yyyy, as typed. */
  deadline: string
  number: string
  title: string
  /** dd/MM/yyyy, as typed. */
  issuedOn: string
  to: string
  relation: 'applicant' | 'submitter' | 'other'
  signatureNote: string
  authorisation: string
  /** Đồng, as typed. */
  amountVnd: string
  method: Payment['method']
  receiptKind: 'paper' | 'electronic'
  receiptSeries: string
  receiptNumber: string
  papers: Paper[]
  placements: Placement[]
  correction: CorrectionDraft
}

/** The draft with which an action's form opens: what the dossier already answers is filled in. */
export function startDraft(dossier: Dossier, catalogue: Catalogue, today: Day): ActionDraft {
  const procedure = catalogue.procedures.find((one) => one.code === dossier.procedure.code && one.version === dossier.procedure.version)
  const missing = dossier.papers.filter((one) => one.required && one.met === 'missing')
  return {
    ...emptyWords(),
    outcome: 'grant',
    askedPapers: missing.length > 0 ? missing.map(askFor) : [emptyRow],
    title: dossier.result?.title ?? procedure?.results[0]?.name ?? dossier.procedure.name,
    issuedOn: formatDay(today),
    to: dossier.submitter?.name ?? dossier.applicant.name,
    relation: dossier.submitter === null ? 'applicant' : 'submitter',
    amountVnd: String(Math.max(0, dossier.money.totalVnd - dossier.money.paidVnd)),
    method: 'cash',
    receiptKind: isPaperReceiptAllowed(today) ? 'paper' : 'electronic',
    papers: dossier.papers,
    placements: dossier.placements,
    correction: startCorrection(dossier),
  }
}

/** A row of form 02 that waits for a name. */
export const emptyRow: AskedPaper = { name: '', originals: 1, certifiedCopies: 0, copies: 0 }

/** A paper as form 02 first asks for it: as many originals and copies as the procedure wants, at least one of either. */
export function askFor(paper: Pick<Paper, 'name' | 'originals' | 'copies'>): AskedPaper {
  return {
    name: paper.name,
    originals: paper.originals + paper.copies === 0 ? 1 : paper.originals,
    certifiedCopies: 0,
    copies: paper.copies,
  }
}

function emptyWords() {
  return {
    note: '',
    reason: '',
    legalGround: '',
    text: '',
    deadline: '',
    number: '',
    signatureNote: '',
    authorisation: '',
    receiptSeries: '',
    receiptNumber: '',
  }
}
