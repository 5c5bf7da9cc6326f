import type { RuleCode } from '#core/record/rule-broken.ts'
import type { CommandName } from './command.ts'

/** A command and, where it may not be given now, why. */
export type AllowedCommand = { command: CommandName; refusedBecause: RuleCode | null }
