import type { CommandName } from './command.ts'
import type { CommandContext } from './command-context.ts'
import { reopenCase, settleCase } from './commands/cases.ts'
import { correct } from './commands/correct.ts'
import { acceptWithdrawal, declineWithdrawal, refuseIntake, requestWithdrawal, stop } from './commands/ending.ts'
import { collectFee, confirmPayment, requestPayment } from './commands/money.ts'
import { enterInRegister, renumber, voidNumber } from './commands/numbers.ts'
import { acceptOnline } from './commands/online.ts'
import { arrangePages, recordPrint, recordView } from './commands/papers.ts'
import { approve, forward, numberResult, proposeResult, returnResult, sendBack } from './commands/processing.ts'
import { sendToAgency, takeBack } from './commands/sending.ts'
import { receiveSupplement, requestSupplement } from './commands/supplement.ts'
import { undoMerge } from './commands/undo-merge.ts'
import type { Dossier } from './dossier.ts'
import type { CommandOf, HandlerOutcome } from './handler.ts'

/** One handler per command; permission has been judged before it runs. */
export const commandHandlers: { [N in CommandName]: (dossier: Dossier, command: CommandOf<N>, context: CommandContext) => HandlerOutcome } =
  {
    acceptOnline,
    forward,
    requestSupplement,
    receiveSupplement,
    requestPayment,
    confirmPayment,
    requestWithdrawal,
    acceptWithdrawal,
    declineWithdrawal,
    stop,
    refuseIntake,
    proposeResult,
    sendBack,
    approve,
    numberResult,
    returnResult,
    collectFee,
    arrangePages,
    sendToAgency,
    takeBack,
    correct,
    settleCase,
    reopenCase,
    undoMerge,
    recordPrint,
    recordView,
    voidNumber,
    renumber,
    enterInRegister,
  }
