import type { IntakeDraft } from '#core/dossier/intake.ts'
import type { Procedure } from '#core/procedure/procedure.ts'

/**
 * The quantities of the fee sheet. Where nobody has typed the pages of a per-page fee, the scanned pages of the procedure's main
 * paper (its first that may be kept) are counted.
 */
export function countQuantities(draft: IntakeDraft, procedure: Procedure): IntakeDraft['feeQuantities'] {
  const main = procedure.papers.find((paper) => !paper.shownOnly)?.id
  const scanned = draft.placements.filter((one) => main !== undefined && one.paperId === main).length
  if (scanned === 0) return draft.feeQuantities
  const counted = procedure.fees
    .filter((rule) => rule.per === 'page' && rule.onRequest !== true)
    .map((rule) => [rule.code, scanned] as const)
  return { ...Object.fromEntries(counted), ...draft.feeQuantities }
}

/** Whether a draft says that only a part of the money was taken. */
export function isPartlyPaid({ payment, feeLines }: IntakeDraft): boolean {
  return payment !== null && payment.amountVnd < feeLines.reduce((sum, line) => sum + line.amountVnd, 0)
}

/** The draft with the money taken: all of the total, or the part that was typed, never more than the total. */
export function payUpTo(draft: IntakeDraft, totalVnd: number, partial: boolean): IntakeDraft {
  if (draft.payment === null) return draft
  const amountVnd = partial ? Math.min(draft.payment.amountVnd, totalVnd) : totalVnd
  return amountVnd === draft.payment.amountVnd ? draft : { ...draft, payment: { ...draft.payment, amountVnd } }
}
