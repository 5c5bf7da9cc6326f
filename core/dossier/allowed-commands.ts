import type { Role } from '#core/person/role.ts'
import type { ReconciliationCase } from '#core/reconciliation/case.ts'
import type { AgencySlug } from '#core/record/ids.ts'
import type { RuleCode } from '#core/record/rule-broken.ts'
import { type CommandName, DossierCommand } from './command.ts'
import type { Dossier } from './dossier.ts'
import { judgeCommand } from './permission.ts'

/** A command and, where it may not be given now, why. */
export type AllowedCommand = { command: CommandName; refusedBecause: RuleCode | null }

const names = DossierCommand.options.map((option) => option.shape.do.value)

/** Every command with the reason why this official may not give it now, or null where they may. */
export function listAllowedCommands(dossier: Dossier, actor: { roles: readonly Role[]; agency: AgencySlug }): AllowedCommand[] {
  return names.map((command) => {
    const permission = judgeCommand(dossier, command, actor)
    return { command, refusedBecause: 'role' in permission ? barOf(dossier, command) : permission.refusedBecause }
  })
}

function barOf(dossier: Dossier, command: CommandName): RuleCode | null {
  if (command === 'enterInRegister' && dossier.book !== null) return 'transition-forbidden'
  if (command === 'renumber' && !hasDoubledNumber(dossier)) return 'transition-forbidden'
  if (command === 'settleCase' && !hasCase(dossier, ({ settled }) => settled === null)) return 'transition-forbidden'
  if (command === 'reopenCase' && !hasCase(dossier, ({ settled }) => settled !== null)) return 'transition-forbidden'
  if (command === 'returnResult' && dossier.money.state === 'due') return 'fee-unpaid'
  if (command === 'collectFee' && dossier.money.state !== 'due') return 'transition-forbidden'
  return null
}

function hasDoubledNumber(dossier: Dossier): boolean {
  return dossier.cases?.some(({ kind, settled }) => kind === 'doubled_code' && settled === null) ?? false
}

function hasCase({ cases }: Dossier, judge: (one: ReconciliationCase) => boolean): boolean {
  return cases?.some((one) => one.kind !== 'doubled_code' && judge(one)) ?? false
}
