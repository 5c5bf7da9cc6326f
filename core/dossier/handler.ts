import type { JournalEvent } from '#core/journal/event.ts'
import type { CommandName, DossierCommand } from './command.ts'
import type { Dossier } from './dossier.ts'

/** A dossier after a command, and what the journal says of it. The same dossier object = nothing but the journal changed. */
export type HandlerOutcome = { dossier: Dossier; type: JournalEvent['type']; note: string; data?: JournalEvent['data'] }

/** The command of one name. */
export type CommandOf<N extends CommandName> = Extract<DossierCommand, { do: N }> & { do: N }
