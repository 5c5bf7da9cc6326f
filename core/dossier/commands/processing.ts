import { dayOf } from '#core/record/instant.ts'
import { RuleBroken } from '#core/record/rule-broken.ts'
import { actOf, type CommandContext } from '../command-context.ts'
import type { Dossier } from '../dossier.ts'
import { enterStatus } from '../enter-status.ts'
import type { CommandOf, HandlerOutcome } from '../handler.ts'

/** Chuyển xử lý: 2 → 4. */
export function forward(dossier: Dossier, command: CommandOf<'forward'>, context: CommandContext): HandlerOutcome {
  return { dossier: enterStatus(dossier, { status: 4, stage: 'examining' }, context), type: 'dossierForwarded', note: command.note }
}

/** Trình lãnh đạo. */
export function proposeResult(dossier: Dossier, command: CommandOf<'proposeResult'>, context: CommandContext): HandlerOutcome {
  const proposal = { act: actOf(context), outcome: command.outcome, text: command.text }
  const moved = enterStatus(dossier, { status: 4, stage: 'proposed' }, context)
  return { dossier: { ...moved, proposal }, type: 'resultProposed', note: command.text, data: { outcome: command.outcome } }
}

/** Lãnh đạo trả lại chuyên môn; the turn goes back to the specialist who proposed. */
export function sendBack(dossier: Dossier, command: CommandOf<'sendBack'>, context: CommandContext): HandlerOutcome {
  const decision = { act: actOf(context), outcome: 'send_back' as const, text: command.text }
  const moved = enterStatus(dossier, { status: 4, stage: 'sent_back' }, context)
  const proposer = dossier.proposal?.act
  const holder = { ...moved.business.holder, person: proposer?.by ?? null, name: proposer?.byName ?? '' }
  return { dossier: { ...moved, decision, business: { ...moved.business, holder } }, type: 'proposalSentBack', note: command.text }
}

/** Lãnh đạo duyệt; the outcome is the one proposed. */
export function approve(dossier: Dossier, command: CommandOf<'approve'>, context: CommandContext): HandlerOutcome {
  const outcome = dossier.proposal?.outcome ?? 'grant'
  const decision = { act: actOf(context), outcome, text: command.text }
  const moved = enterStatus(dossier, { status: 4, stage: 'approved' }, context)
  return { dossier: { ...moved, decision }, type: 'proposalApproved', note: command.text, data: { outcome } }
}

/** Văn thư cấp số và đính kèm kết quả: 4 → 9. */
export function numberResult(dossier: Dossier, command: CommandOf<'numberResult'>, context: CommandContext): HandlerOutcome {
  if (!command.placements.some((one) => one.purpose === 'result')) throw new RuleBroken('field-missing', 'placements')
  if (command.issuedOn > dayOf(context.at)) throw new RuleBroken('field-invalid', 'issuedOn')
  const moved = enterStatus(dossier, { status: 9 }, context)
  const result = { act: actOf(context), number: command.number, title: command.title, issuedOn: command.issuedOn }
  const placements = [
    ...dossier.placements.filter((one) => one.purpose !== 'result'),
    ...command.placements.filter((one) => one.purpose === 'result'),
  ]
  return { dossier: { ...moved, result, placements }, type: 'resultNumbered', note: command.title, data: { number: command.number } }
}

/** Trả kết quả: 9 → 10. Someone other than applicant or submitter needs an authorisation on record. */
export function returnResult(dossier: Dossier, command: CommandOf<'returnResult'>, context: CommandContext): HandlerOutcome {
  if (dossier.money.state === 'due') throw new RuleBroken('fee-unpaid')
  if (command.relation === 'other' && command.authorisation === '') throw new RuleBroken('field-missing', 'authorisation')
  const { do: _, ...handed } = command
  const moved = enterStatus(dossier, { status: 10 }, context)
  const delivery = { ...moved.delivery, returned: { act: actOf(context), ...handed } }
  return {
    dossier: { ...moved, delivery },
    type: 'resultReturned',
    note: command.signatureNote,
    data: { to: command.to, relation: command.relation },
  }
}
