import type { CommandName } from '#core/dossier/command.ts'
import type { DossierStatus, ProcessingStage } from '#core/dossier/status.ts'
import type { Role } from '#core/person/role.ts'

/** What moves a dossier: a command of `core/dossier/command.ts`, or intake itself. */
export type TransitionCommand = CommandName | 'receiveDossier'

/** One allowed step of the status machine; `from` is null for a dossier that does not exist yet. */
export type Transition = {
  readonly from: DossierStatus | null
  readonly to: DossierStatus
  readonly command: TransitionCommand
  readonly roles: readonly Role[]
}

/** One allowed act that leaves the status as it is. `stages` null = whatever the stage; else the stage that it needs. */
export type SameStatusAct = {
  readonly command: TransitionCommand
  readonly statuses: readonly DossierStatus[]
  readonly stages: readonly ProcessingStage[] | null
  readonly toStage: ProcessingStage | null
  readonly roles: readonly Role[]
}

const desk: readonly Role[] = ['one_stop_official']
const deskOrClerk: readonly Role[] = ['one_stop_official', 'clerk']
const deskOrSupervisor: readonly Role[] = ['one_stop_official', 'supervisor']
const deskOrSpecialist: readonly Role[] = ['one_stop_official', 'specialist']
const examiners: readonly Role[] = ['specialist', 'leader']
const settlers: readonly Role[] = ['one_stop_official', 'specialist', 'leader']
const workers: readonly Role[] = ['one_stop_official', 'specialist', 'leader', 'clerk']
const deciders: readonly Role[] = ['supervisor', 'one_stop_official', 'specialist', 'leader', 'clerk']

/**
 * The transitions of the official statuses and who may make them (NĐ 118/2025, domain.md §2.2 and §2.3). The one table: the
 * status machine of the desk and the validators of the centre both read it, so neither can allow what the other forbids.
 * No imports but types: it also runs inside CouchDB.
 */
export const transitions: readonly Transition[] = [
  { from: null, to: 1, command: 'receiveDossier', roles: desk },
  { from: null, to: 2, command: 'receiveDossier', roles: desk },
  { from: null, to: 3, command: 'refuseIntake', roles: desk },
  { from: 1, to: 2, command: 'acceptOnline', roles: desk },
  { from: 1, to: 3, command: 'refuseIntake', roles: desk },
  { from: 1, to: 5, command: 'requestSupplement', roles: desk },
  { from: 1, to: 7, command: 'requestWithdrawal', roles: desk },
  { from: 2, to: 4, command: 'forward', roles: deskOrSpecialist },
  { from: 2, to: 5, command: 'requestSupplement', roles: deskOrSpecialist },
  { from: 2, to: 7, command: 'requestWithdrawal', roles: desk },
  { from: 2, to: 8, command: 'stop', roles: examiners },
  { from: 2, to: 8, command: 'voidNumber', roles: desk },
  { from: 4, to: 5, command: 'requestSupplement', roles: deskOrSpecialist },
  { from: 4, to: 6, command: 'requestPayment', roles: ['specialist'] },
  { from: 4, to: 7, command: 'requestWithdrawal', roles: desk },
  { from: 4, to: 8, command: 'stop', roles: examiners },
  { from: 4, to: 9, command: 'numberResult', roles: ['clerk'] },
  { from: 5, to: 4, command: 'receiveSupplement', roles: desk },
  { from: 5, to: 7, command: 'requestWithdrawal', roles: desk },
  { from: 5, to: 8, command: 'stop', roles: examiners },
  { from: 6, to: 4, command: 'confirmPayment', roles: deskOrSpecialist },
  { from: 6, to: 7, command: 'requestWithdrawal', roles: desk },
  { from: 6, to: 8, command: 'stop', roles: examiners },
  { from: 7, to: 1, command: 'declineWithdrawal', roles: settlers },
  { from: 7, to: 2, command: 'declineWithdrawal', roles: settlers },
  { from: 7, to: 4, command: 'declineWithdrawal', roles: settlers },
  { from: 7, to: 5, command: 'declineWithdrawal', roles: settlers },
  { from: 7, to: 6, command: 'declineWithdrawal', roles: settlers },
  { from: 7, to: 8, command: 'acceptWithdrawal', roles: settlers },
  { from: 9, to: 10, command: 'returnResult', roles: desk },
]

const anyStatus: readonly DossierStatus[] = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]

/** Acts inside one status. A supervisor decides cases and renumbers, and does no other work. */
export const sameStatusActs: readonly SameStatusAct[] = [
  { command: 'proposeResult', statuses: [4], stages: ['examining', 'sent_back'], toStage: 'proposed', roles: ['specialist'] },
  { command: 'sendBack', statuses: [4], stages: ['proposed'], toStage: 'sent_back', roles: ['leader'] },
  { command: 'approve', statuses: [4], stages: ['proposed'], toStage: 'approved', roles: ['leader'] },
  { command: 'collectFee', statuses: [1, 2, 4, 5, 6, 9], stages: null, toStage: null, roles: desk },
  { command: 'arrangePages', statuses: [1, 2, 4, 5, 6], stages: null, toStage: null, roles: workers },
  { command: 'sendToAgency', statuses: [1, 2, 4, 5, 6, 7, 9], stages: null, toStage: null, roles: settlers },
  { command: 'takeBack', statuses: anyStatus, stages: null, toStage: null, roles: settlers },
  { command: 'renumber', statuses: anyStatus, stages: null, toStage: null, roles: deskOrSupervisor },
  { command: 'enterInRegister', statuses: [2, 4, 5, 6, 9, 10], stages: null, toStage: null, roles: deskOrClerk },
  { command: 'correct', statuses: [1, 2, 4, 5, 6, 9], stages: null, toStage: null, roles: deskOrSpecialist },
  { command: 'settleCase', statuses: anyStatus, stages: null, toStage: null, roles: deciders },
  { command: 'reopenCase', statuses: anyStatus, stages: null, toStage: null, roles: deciders },
  { command: 'undoMerge', statuses: anyStatus, stages: null, toStage: null, roles: deciders },
  { command: 'recordPrint', statuses: anyStatus, stages: null, toStage: null, roles: workers },
]

/** Whose turn it is in each stage of status 4. */
export const stageRoles: Readonly<Record<ProcessingStage, Role>> = {
  examining: 'specialist',
  proposed: 'leader',
  sent_back: 'specialist',
  approved: 'clerk',
}

/** The transition between two statuses; undefined where the law knows none. `from` null = a new dossier. */
export function findTransition(from: DossierStatus | null, to: DossierStatus): Transition | undefined {
  return transitions.find((one) => one.from === from && one.to === to)
}

/**
 * Whether a dossier can have come from `from` to `to` by allowed transitions. A desk without a network does several steps and
 * then sends the dossier once, so the centre sees the way as one change; the journal holds each step with its author. A declined
 * withdrawal leads back to where the dossier stood, so it opens no way of its own.
 */
export function canReach(from: DossierStatus | null, to: DossierStatus): boolean {
  const reached: (DossierStatus | null)[] = [from]
  for (let index = 0; index < reached.length; index++) {
    for (const one of transitions) {
      if (one.from !== reached[index] || one.command === 'declineWithdrawal') continue
      if (one.to === to) return true
      if (reached.indexOf(one.to) < 0) reached.push(one.to)
    }
  }
  return false
}
