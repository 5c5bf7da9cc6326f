import { needsReason } from '../correction/correction-draft.ts'
import type { ActionDraft } from './action-draft.ts'
import type { ActionName } from './action-list.ts'

/** A place in an action's form. Names are those of the command's own fields, so that a refusal finds its place. */
export type FieldName =
  | 'note'
  | 'reason'
  | 'legalGround'
  | 'text'
  | 'outcome'
  | 'askedPapers'
  | 'deadline'
  | 'number'
  | 'title'
  | 'issuedOn'
  | 'to'
  | 'relation'
  | 'signatureNote'
  | 'authorisation'
  | 'amountVnd'
  | 'method'
  | 'receipt'
  | 'papers'
  | 'resultPages'
  | 'correction'

/** `needed`: the form cannot be saved while it is empty. */
export type ActionField = { name: FieldName; needed: boolean }

const need = (name: FieldName): ActionField => ({ name, needed: true })
const may = (name: FieldName): ActionField => ({ name, needed: false })

const fields: Record<ActionName, readonly ActionField[]> = {
  forward: [may('note')],
  requestSupplement: [need('askedPapers'), need('reason'), may('deadline')],
  receiveSupplement: [need('papers'), may('note')],
  requestPayment: [need('note')],
  acceptOnline: [may('note')],
  confirmPayment: [may('note')],
  requestWithdrawal: [need('reason')],
  acceptWithdrawal: [may('note')],
  declineWithdrawal: [need('note')],
  stop: [need('reason'), may('legalGround')],
  refuseIntake: [need('reason'), need('legalGround')],
  proposeResult: [need('outcome'), need('text')],
  sendBack: [need('text')],
  approve: [may('text')],
  numberResult: [need('number'), need('title'), need('issuedOn'), need('resultPages')],
  returnResult: [need('relation'), need('to'), may('authorisation'), need('signatureNote')],
  collectFee: [need('amountVnd'), need('method'), may('receipt')],
  arrangePages: [need('papers')],
  correct: [need('correction'), may('reason')],
  voidNumber: [need('reason')],
}

/** The fields of an action's form, in paper order. A legal field is corrected with a reason. Someone other than applicant or submitter brings an authorisation. */
export function fieldsOf(
  action: ActionName,
  draft: Pick<ActionDraft, 'relation'> & Partial<Pick<ActionDraft, 'correction'>>,
): ActionField[] {
  return fields[action].flatMap((field) => {
    if (action === 'correct' && field.name === 'reason')
      return [{ ...field, needed: draft.correction !== undefined && needsReason(draft.correction) }]
    if (field.name !== 'authorisation') return [field]
    if (draft.relation === 'applicant') return []
    return [{ ...field, needed: draft.relation === 'other' }]
  })
}

/** Whether an action is asked about once more: only what cannot be taken back. */
export function asksFirst(action: ActionName, draft: Pick<ActionDraft, 'relation'>): boolean {
  return (
    action === 'stop' || action === 'refuseIntake' || action === 'voidNumber' || (action === 'returnResult' && draft.relation === 'other')
  )
}
