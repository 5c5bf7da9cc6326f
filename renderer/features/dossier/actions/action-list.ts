import type { AllowedCommand } from '#core/dossier/allowed-commands.ts'
import type { CommandName } from '#core/dossier/command.ts'
import type { RuleCode } from '#core/record/rule-broken.ts'

/** What a person does to a dossier through a form; looking, printing, deciding cases and sending elsewhere have their own places. */
export type ActionName = Exclude<
  CommandName,
  'recordView' | 'recordPrint' | 'renumber' | 'enterInRegister' | 'sendToAgency' | 'takeBack' | 'settleCase' | 'reopenCase' | 'undoMerge'
>

/** An action as the list shows it. `key` works without Ctrl while nobody types. */
export type ActionEntry = { name: ActionName; key: string; refusedBecause: RuleCode | null }

/**
 * Every action with its key, in the order in which work goes on: what ends the present step comes first. Keys may repeat only
 * between actions that no status offers together.
 */
export const actionKeys: Readonly<Record<ActionName, string>> = {
  approve: 'A',
  sendBack: 'R',
  numberResult: 'V',
  returnResult: 'T',
  acceptOnline: 'N',
  receiveSupplement: 'N',
  confirmPayment: 'X',
  acceptWithdrawal: 'D',
  declineWithdrawal: 'K',
  proposeResult: 'T',
  forward: 'C',
  collectFee: 'F',
  requestSupplement: 'B',
  requestPayment: 'Y',
  arrangePages: 'E',
  correct: 'L',
  requestWithdrawal: 'W',
  stop: 'S',
  refuseIntake: 'O',
  voidNumber: 'H',
}

/** Actions that end a dossier against the citizen's wish look dangerous. */
export const dangerousActions: ReadonlySet<ActionName> = new Set(['stop', 'refuseIntake', 'voidNumber'])

/** Actions that carry a dossier on; only these are offered as the one thing to do. */
export const onwardActions: ReadonlySet<ActionName> = new Set([
  'approve',
  'numberResult',
  'returnResult',
  'acceptOnline',
  'receiveSupplement',
  'confirmPayment',
  'acceptWithdrawal',
  'proposeResult',
  'forward',
  'collectFee',
])

/** Actions whose forms hold pages or a table: they get more room. */
export const wideActions: ReadonlySet<ActionName> = new Set([
  'requestSupplement',
  'receiveSupplement',
  'numberResult',
  'arrangePages',
  'correct',
])

/**
 * What the official may do now (`open`), what they could but for something that can be settled (`blocked`, e.g. money), and
 * what is for other roles (`others`). What the status rules out is left out: it would only be noise.
 */
export function listActions(allowed: readonly AllowedCommand[]): Record<'open' | 'blocked' | 'others', ActionEntry[]> {
  const entries = allowed.flatMap(({ command, refusedBecause }) =>
    isAction(command) && refusedBecause !== 'transition-forbidden' ? [{ name: command, key: actionKeys[command], refusedBecause }] : [],
  )
  const order = Object.keys(actionKeys)
  entries.sort((a, b) => order.indexOf(a.name) - order.indexOf(b.name))
  const forOthers = (entry: ActionEntry) => entry.refusedBecause === 'role-missing' || entry.refusedBecause === 'newer-schema'
  return {
    open: entries.filter((entry) => entry.refusedBecause === null),
    blocked: entries.filter((entry) => entry.refusedBecause !== null && !forOthers(entry)),
    others: entries.filter(forOthers),
  }
}

function isAction(command: CommandName): command is ActionName {
  return command in actionKeys
}
