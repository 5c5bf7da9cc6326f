import type { IntakeDraft } from '#core/dossier/intake.ts'
import { parseBirthDate } from '#core/identity/birth-date.ts'
import { parsePhone } from '#core/identity/phone.ts'
import { listApplicableFees } from '#core/payment/compute-fees.ts'
import type { Procedure } from '#core/procedure/procedure.ts'
import type { Day } from '#core/record/instant.ts'

/** What still stands between a draft and "Lưu": the field (as `RuleBroken.field` names it) and a message key. */
export type MissingItem = { field: string; message: string; name?: string }

/**
 * Everything that `receiveDossier` would refuse, and pages that nobody counted for a fee, in the order of the page, so that the
 * official sees all of it at once.
 */
export function listMissing(draft: IntakeDraft, today: Day, procedure?: Procedure): MissingItem[] {
  return [
    ...missingCitizen(draft, today),
    ...missingSubmitter(draft),
    ...missingProcedure(draft),
    ...(procedure === undefined ? [] : uncountedPages(draft, today, procedure)),
    ...missingPayment(draft),
  ]
}

function missingCitizen({ applicant }: IntakeDraft, today: Day): MissingItem[] {
  const items: MissingItem[] = []
  const miss = (field: string, message: string) => items.push({ field, message })
  if (applicant.type === 'citizen') {
    if (isBlank(applicant.personalId) && isBlank(applicant.oldId)) miss('applicant.personalId', 'personalId')
    else if (!isBlank(applicant.personalId) && !/^\d{12}$/.test(applicant.personalId?.trim() ?? ''))
      miss('applicant.personalId', 'personalIdShape')
  } else if (applicant.type === 'organisation' && isBlank(applicant.taxCode)) miss('applicant.taxCode', 'taxCode')
  if (isBlank(applicant.name)) miss('applicant.name', 'name')
  if (!isBlank(applicant.oldId) && !/^(\d{9}|\d{12})$/.test(applicant.oldId?.trim() ?? '')) miss('applicant.oldId', 'oldIdShape')
  const birth = birthDateProblem(applicant.birthDate, today)
  if (birth !== null) miss('applicant.birthDate', birth)
  if (isBlank(applicant.address.text)) miss('applicant.address', 'address')
  if (!isBlank(applicant.phone) && !parsePhone(applicant.phone ?? '').ok) miss('applicant.phone', 'phoneShape')
  return items
}

function missingSubmitter({ submitter }: IntakeDraft): MissingItem[] {
  if (submitter === null) return []
  const items: MissingItem[] = []
  if (isBlank(submitter.name)) items.push({ field: 'submitter.name', message: 'submitterName' })
  if (!isBlank(submitter.personalId) && !/^\d{12}$/.test(submitter.personalId.trim()))
    items.push({ field: 'submitter.personalId', message: 'personalIdShape' })
  return items
}

function missingProcedure(draft: IntakeDraft): MissingItem[] {
  if (draft.procedureCode === null) return [{ field: 'procedureCode', message: 'procedure' }]
  const papers = draft.papers.flatMap((paper): MissingItem[] => {
    const item = (message: string) => [{ field: `papers.${paper.paperId}`, message, name: paper.name }]
    if (paper.met === 'missing' && paper.required) return item('paper')
    if (paper.met === 'scan' && !draft.placements.some((one) => one.paperId === paper.paperId)) return item('paperPages')
    if (paper.met === 'lookup' && paper.lookup === null) return item('paperLookup')
    return []
  })
  return draft.sets < 1 ? [...papers, { field: 'sets', message: 'sets' }] : papers
}

/** A fee by the page with no page counted would quietly be no fee at all. */
function uncountedPages({ channel, feeQuantities }: IntakeDraft, day: Day, { fees }: Procedure): MissingItem[] {
  return listApplicableFees({ rules: fees, channel, day })
    .filter((rule) => rule.per === 'page' && rule.onRequest !== true && (feeQuantities[rule.code] ?? 0) === 0)
    .map((rule) => ({ field: `fees.${rule.code}`, message: 'feePages', name: rule.name }))
}

function missingPayment({ payment }: IntakeDraft): MissingItem[] {
  if (payment === null) return []
  if (payment.amountVnd === 0) return [{ field: 'payment.amount', message: 'payAmount' }]
  return payment.receipt && isBlank(payment.receipt.number) ? [{ field: 'payment.number', message: 'receiptNumber' }] : []
}

/** Message key of what is wrong with a birth date as typed; null where it is well or empty. */
export function birthDateProblem(typed: string | null, today: Day): string | null {
  if (isBlank(typed)) return null
  const reading = parseBirthDate(typed ?? '', today)
  return reading.ok ? null : `birthDate.${reading.reason}`
}

function isBlank(text: string | null | undefined): boolean {
  return (text ?? '').trim() === ''
}
