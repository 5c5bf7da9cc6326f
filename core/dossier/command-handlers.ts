import type { JournalEvent } from '#core/journal/event.ts'
import type { CommandName, DossierCommand } from './command.ts'
import type { CommandContext } from './command-context.ts'
import { acceptWithdrawal, declineWithdrawal, refuseIntake, requestWithdrawal, stop } from './commands/ending.ts'
import { collectFee, confirmPayment, requestPayment } from './commands/money.ts'
import { arrangePages, recordPrint, recordView } from './commands/papers.ts'
import { approve, forward, numberResult, proposeResult, returnResult, sendBack } from './commands/processing.ts'
import { receiveSupplement, requestSupplement } from './commands/supplement.ts'
import type { Dossier } from './dossier.ts'

/** A dossier after a command, and what the journal says of it. The same dossier object = nothing but the journal changed. */
export type HandlerOutcome = { dossier: Dossier; type: JournalEvent['type']; note: string; data?: JournalEvent['data'] }

/** The command of one name. */
export type CommandOf<N extends CommandName> = Extract<DossierCommand, { do: N }> & { do: N }

/** One handler per command; permission has been judged before it runs. */
export const commandHandlers: { [N in CommandName]: (dossier: Dossier, command: CommandOf<N>, context: CommandContext) => HandlerOutcome } =
  {
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
    recordPrint,
    recordView,
  }
