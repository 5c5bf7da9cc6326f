import { actOf, type CommandContext } from '../command-context.ts'
import type { Dossier } from '../dossier.ts'
import { enterStatus } from '../enter-status.ts'
import type { CommandOf, HandlerOutcome } from '../handler.ts'

/** Công dân yêu cầu rút: → 7. */
export function requestWithdrawal(dossier: Dossier, command: CommandOf<'requestWithdrawal'>, context: CommandContext): HandlerOutcome {
  const withdrawal = { requested: actOf(context), reason: command.reason, settled: null, accepted: null }
  return { dossier: { ...enterStatus(dossier, { status: 7 }, context), withdrawal }, type: 'withdrawalRequested', note: command.reason }
}

/** Đồng ý cho rút: 7 → 8. */
export function acceptWithdrawal(dossier: Dossier, command: CommandOf<'acceptWithdrawal'>, context: CommandContext): HandlerOutcome {
  return { dossier: settle(enterStatus(dossier, { status: 8 }, context), true, context), type: 'withdrawalAccepted', note: command.note }
}

/** Không đồng ý cho rút: 7 → the status and stage before. */
export function declineWithdrawal(dossier: Dossier, command: CommandOf<'declineWithdrawal'>, context: CommandContext): HandlerOutcome {
  const { statusBefore, stageBefore } = dossier.business
  const moved = enterStatus(dossier, { status: statusBefore ?? 2, stage: stageBefore }, context)
  return { dossier: settle(moved, false, context), type: 'withdrawalDeclined', note: command.note }
}

function settle(dossier: Dossier, accepted: boolean, context: CommandContext): Dossier {
  return dossier.withdrawal === null ? dossier : { ...dossier, withdrawal: { ...dossier.withdrawal, settled: actOf(context), accepted } }
}

/** Dừng giải quyết (form 05): → 8. */
export function stop(dossier: Dossier, command: CommandOf<'stop'>, context: CommandContext): HandlerOutcome {
  const stopped = { act: actOf(context), formNumber: `${dossier.code}/TBDHS`, reason: command.reason, legalGround: command.legalGround }
  return { dossier: { ...enterStatus(dossier, { status: 8 }, context), stop: stopped }, type: 'processingStopped', note: command.reason }
}

/** Từ chối tiếp nhận (form 03): 1 → 3. */
export function refuseIntake(dossier: Dossier, command: CommandOf<'refuseIntake'>, context: CommandContext): HandlerOutcome {
  const refusal = { act: actOf(context), formNumber: `${dossier.code}/TCHS`, legalGround: command.legalGround, reason: command.reason }
  return { dossier: { ...enterStatus(dossier, { status: 3 }, context), refusal }, type: 'intakeRefused', note: command.reason }
}
