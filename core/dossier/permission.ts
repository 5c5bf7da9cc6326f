import type { Role } from '#core/person/role.ts'
import { isOpenLegal } from '#core/reconciliation/open-cases.ts'
import type { AgencySlug } from '#core/record/ids.ts'
import type { RuleCode } from '#core/record/rule-broken.ts'
import { sameStatusActs, transitions } from '#core/rules/transition-table.ts'
import type { CommandName } from './command.ts'
import type { Dossier } from './dossier.ts'
import { membersOf } from './members.ts'

/** Whether a command may be given: the role it is given in, or the rule that forbids it. */
export type Permission = { role: Role } | { refusedBecause: RuleCode }

/**
 * Judges a command by status, stage, roles and agency, before any of its fields are looked at. The same table judges in the
 * centre (`core/rules/transition-table.ts`).
 */
export function judgeCommand(dossier: Dossier, command: CommandName, actor: { roles: readonly Role[]; agency: AgencySlug }): Permission {
  if (!isOfThisDossier(dossier, actor.agency)) return { refusedBecause: 'role-missing' }
  if (command === 'recordView') return roleAmong(actor.roles, actor.roles)
  const roles = rolesFor(dossier, command)
  const permission = roles === undefined ? { refusedBecause: 'transition-forbidden' as const } : roleAmong(roles, actor.roles)
  return 'role' in permission && isBarred(dossier, command) ? { refusedBecause: 'in-dispute' } : permission
}

/** Signing, numbering and returning wait while a legal field or a step is in dispute. */
function isBarred({ cases }: Dossier, command: CommandName): boolean {
  return (command === 'approve' || command === 'numberResult' || command === 'returnResult') && cases?.some(isOpenLegal) === true
}

function isOfThisDossier(dossier: Dossier, agency: AgencySlug): boolean {
  return membersOf(dossier).includes(agency)
}

function roleAmong(allowed: readonly Role[], held: readonly Role[]): Permission {
  const role = allowed.find((one) => held.includes(one))
  return role === undefined ? { refusedBecause: 'role-missing' } : { role }
}

function rolesFor(dossier: Dossier, command: CommandName): readonly Role[] | undefined {
  const { status, stage, statusBefore } = dossier.business
  const step = transitions.find(
    (one) => one.command === command && one.from === status && (command !== 'declineWithdrawal' || one.to === statusBefore),
  )
  if (step !== undefined) return command === 'numberResult' && stage !== 'approved' ? undefined : step.roles
  const act = sameStatusActs.find((one) => one.command === command && one.statuses.includes(status))
  if (act === undefined) return undefined
  return act.stages === null || (stage !== null && act.stages.includes(stage)) ? act.roles : undefined
}
