import { factsOfPayment } from '#core/payment/payment-facts.ts'
import { RuleBroken } from '#core/record/rule-broken.ts'
import { actOf, type CommandContext } from '../command-context.ts'
import type { Dossier } from '../dossier.ts'
import { enterStatus } from '../enter-status.ts'
import type { CommandOf, HandlerOutcome } from '../handler.ts'

/** Yêu cầu thực hiện nghĩa vụ tài chính: 4 → 6, the clock pauses. */
export function requestPayment(dossier: Dossier, command: CommandOf<'requestPayment'>, context: CommandContext): HandlerOutcome {
  const moved = enterStatus(dossier, { status: 6 }, context)
  return { dossier: { ...moved, money: { ...moved.money, dutyNote: command.note } }, type: 'paymentRequested', note: command.note }
}

/** Đã thực hiện nghĩa vụ tài chính: 6 → 4, the clock resumes. */
export function confirmPayment(dossier: Dossier, command: CommandOf<'confirmPayment'>, context: CommandContext): HandlerOutcome {
  return { dossier: enterStatus(dossier, { status: 4, stage: 'examining' }, context), type: 'paymentConfirmed', note: command.note }
}

/** Thu phí, lệ phí: never more than is owed. */
export function collectFee(dossier: Dossier, command: CommandOf<'collectFee'>, context: CommandContext): HandlerOutcome {
  const owedVnd = dossier.money.totalVnd - dossier.money.paidVnd
  if (command.amountVnd > owedVnd) throw new RuleBroken('field-invalid', 'amountVnd')
  const { method, receipt, amountVnd } = command
  const payment = { id: context.newId(), act: actOf(context), amountVnd, method, receipt }
  const paidVnd = dossier.money.paidVnd + amountVnd
  const state = paidVnd === dossier.money.totalVnd ? ('paid' as const) : dossier.money.state
  const money = { ...dossier.money, paidVnd, state, payments: [...dossier.money.payments, payment] }
  return { dossier: { ...dossier, money }, type: 'feeCollected', note: '', data: factsOfPayment(payment) }
}
