import { DossierCommand } from '#core/dossier/command.ts'
import { dayOf, toInstant } from '#core/record/instant.ts'
import { correctedValues, listCorrected, listCorrectionFaults } from '../correction/correction-draft.ts'
import type { ActionDraft } from './action-draft.ts'
import { type FieldName, fieldsOf } from './action-fields.ts'
import type { ActionName } from './action-list.ts'
import { parseDayText, parseMoneyText } from './day-text.ts'

/** What keeps a form from being saved, field by field. */
export type Fault = { field: FieldName; fault: 'missing' | 'invalid' }

/** The command that a filled form stands for, or what is wrong with the form. Rules of the trade are judged later, by core. */
export function makeCommand(
  action: ActionName,
  draft: ActionDraft,
): { ok: true; command: DossierCommand } | { ok: false; faults: Fault[] } {
  const fields = fieldsOf(action, draft)
  const missing = fields
    .filter((field) => field.needed && isEmpty(field.name, draft))
    .map(({ name }): Fault => ({ field: name, fault: 'missing' }))
  const typed = fields.filter((field) => isMistyped(field.name, draft)).map(({ name }): Fault => ({ field: name, fault: 'invalid' }))
  if (missing.length + typed.length > 0) return { ok: false, faults: [...missing, ...typed] }
  const parsed = DossierCommand.safeParse({ do: action, ...inputs[action](draft) })
  if (parsed.success) return { ok: true, command: parsed.data }
  return {
    ok: false,
    faults: parsed.error.issues.map((issue) => ({ field: fieldAt(action, String(issue.path[0] ?? '')), fault: 'invalid' })),
  }
}

/** The field of a form that a refusal's path means; the first field where it means none. */
export function fieldAt(action: ActionName, path: string): FieldName {
  const room = path.split('.')[0] ?? ''
  const renamed = action === 'requestSupplement' && room === 'papers' ? 'askedPapers' : room
  const place = renamed === 'placements' ? (action === 'numberResult' ? 'resultPages' : 'papers') : renamed
  const fields = fieldsOf(action, { relation: 'other' })
  return fields.find((field) => field.name === place)?.name ?? fields[0]?.name ?? 'note'
}

const inputs: Record<ActionName, (draft: ActionDraft) => Record<string, unknown>> = {
  forward: ({ note }) => ({ note }),
  requestSupplement: ({ reason, askedPapers, deadline }) => ({
    reason,
    papers: askedPapers.filter((one) => one.name.trim() !== ''),
    deadline: parseDayText(deadline),
  }),
  receiveSupplement: ({ note, papers, placements }) => ({ note, papers, placements }),
  requestPayment: ({ note }) => ({ note }),
  acceptOnline: ({ note }) => ({ note }),
  confirmPayment: ({ note }) => ({ note }),
  requestWithdrawal: ({ reason }) => ({ reason }),
  acceptWithdrawal: ({ note }) => ({ note }),
  declineWithdrawal: ({ note }) => ({ note }),
  stop: ({ reason, legalGround }) => ({ reason, legalGround }),
  refuseIntake: ({ reason, legalGround }) => ({ reason, legalGround }),
  voidNumber: ({ reason }) => ({ reason }),
  proposeResult: ({ outcome, text }) => ({ outcome, text }),
  sendBack: ({ text }) => ({ text }),
  approve: ({ text }) => ({ text }),
  numberResult: ({ number, title, issuedOn, placements }) => ({
    number,
    title,
    issuedOn: parseDayText(issuedOn),
    placements: placements.filter((one) => one.purpose === 'result'),
  }),
  returnResult: ({ to, relation, signatureNote, authorisation }) => ({
    to,
    relation,
    signatureNote,
    authorisation: relation === 'applicant' ? '' : authorisation,
  }),
  collectFee: (draft) => ({ amountVnd: parseMoneyText(draft.amountVnd), method: draft.method, receipt: receiptOf(draft) }),
  correct: ({ correction, reason }) => ({ ...correctedValues(correction), reason }),
  arrangePages: ({ papers, placements }) => ({ papers, placements: placements.filter((one) => one.purpose !== 'result') }),
}

function receiptOf({ receiptKind, receiptSeries, receiptNumber }: ActionDraft) {
  const number = receiptNumber.trim()
  return number === '' ? null : { kind: receiptKind, series: receiptSeries.trim(), number }
}

function isEmpty(field: FieldName, draft: ActionDraft): boolean {
  switch (field) {
    case 'askedPapers':
      return draft.askedPapers.every((one) => one.name.trim() === '')
    case 'resultPages':
      return draft.placements.every((one) => one.purpose !== 'result')
    case 'receipt':
      return receiptOf(draft) === null
    case 'correction':
      return listCorrected(draft.correction).length === 0
    case 'papers':
      // A dossier without any page is arranged too.
      return false
    default:
      return draft[field].trim() === ''
  }
}

function isMistyped(field: FieldName, draft: ActionDraft): boolean {
  if (field === 'deadline' || field === 'issuedOn') return draft[field].trim() !== '' && parseDayText(draft[field]) === null
  if (field === 'correction') return listCorrectionFaults(draft.correction, dayOf(toInstant(Date.now()))).length > 0
  if (field === 'amountVnd') return draft.amountVnd.trim() !== '' && !parseMoneyText(draft.amountVnd)
  return false
}
