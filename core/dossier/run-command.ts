import { RuleBroken } from '#core/record/rule-broken.ts'
import type { CommandName, DossierCommand } from './command.ts'
import { actOf, type CommandContext, type CommandOutcome } from './command-context.ts'
import { commandHandlers } from './command-handlers.ts'
import { type Dossier, dossierSchemaVersion } from './dossier.ts'
import type { CommandOf, HandlerOutcome } from './handler.ts'
import { judgeCommand } from './permission.ts'

/**
 * Carries out one command on a dossier.
 * @throws RuleBroken where status, role, money or a field forbid it; nothing has changed then.
 */
export function runCommand(dossier: Dossier, command: DossierCommand, context: CommandContext): CommandOutcome {
  if (dossier.schemaVersion > dossierSchemaVersion) throw new RuleBroken('newer-schema')
  const permission = judgeCommand(dossier, command.do, context.actor)
  if (!('role' in permission)) throw new RuleBroken(permission.refusedBecause)
  const done = handle(dossier, command, context)
  const { role } = permission
  const after = done.dossier === dossier ? dossier : { ...done.dossier, lastEvent: context.eventId, updated: { ...actOf(context), role } }
  const event = {
    type: done.type,
    from: dossier.business.status,
    to: after.business.status,
    stage: after.business.stage,
    note: done.note,
    data: done.data ?? {},
  }
  return { dossier: after, event, role }
}

function handle<N extends CommandName>(dossier: Dossier, command: CommandOf<N>, context: CommandContext): HandlerOutcome {
  const handlers: { [K in CommandName]: (dossier: Dossier, command: CommandOf<K>, context: CommandContext) => HandlerOutcome } =
    commandHandlers
  const name: N = command.do
  return handlers[name](dossier, command, context)
}
