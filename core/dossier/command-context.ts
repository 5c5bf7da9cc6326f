import type { WorkCalendar } from '#core/calendar/work-calendar.ts'
import type { EventFacts } from '#core/journal/event.ts'
import type { Role } from '#core/person/role.ts'
import { type Catalogue, findAgency } from '#core/procedure/catalogue.ts'
import type { AgencySlug, EventId, PersonId } from '#core/record/ids.ts'
import type { Day, Instant } from '#core/record/instant.ts'
import { RuleBroken } from '#core/record/rule-broken.ts'
import type { MergedField } from '#core/sync/merge.ts'
import type { Act, BookEntry, Dossier } from './dossier.ts'

/** Who acts, when and with which knowledge. A command is a pure function of dossier, command and this. */
export type CommandContext = {
  at: Instant
  actor: { person: PersonId; name: string; roles: Role[]; agency: AgencySlug }
  deskName: string
  catalogue: Catalogue
  /** Id of the journal event that this command becomes. */
  eventId: EventId
  /** A new id that is unique on every desk, e.g. a ULID; for payments and supplements. */
  newId: () => string
  /** The next dossier code of this desk, where the command takes one. */
  number?: IssuedNumber
  /** The next number of a register book that this desk holds, where the command takes one. */
  bookNumber?: IssuedBookNumber
  /** The fields of the automatic merge that the command undoes, from its journal event. */
  merged?: readonly MergedField[]
}

/** A number taken from a register book (core/registers). */
export type IssuedBookNumber = Required<BookEntry>

/** A number taken from the desk's slot (core/numbering). */
export type IssuedNumber = { code: string; slot: number; generation: number; counter: number; day: Day; lookupSecret: string }

/** What a command comes to: the dossier after it, the facts for the journal, and the role it was done in. */
export type CommandOutcome = { dossier: Dossier; event: EventFacts; role: Role }

/** The context's actor and time as an act. */
export function actOf(context: CommandContext): Act {
  return { at: context.at, by: context.actor.person, byName: context.actor.name }
}

/**
 * The working-time calendar that an agency keeps.
 * @throws RuleBroken `not-found` where the catalogue has not brought it yet.
 */
export function getCalendarOf(catalogue: Catalogue, slug: AgencySlug): WorkCalendar {
  const agency = findAgency(catalogue, slug)
  const calendar = catalogue.calendars.find((one) => one.id === `calendar:${agency?.calendar ?? ''}`)
  if (calendar === undefined) throw new RuleBroken('not-found', 'calendar')
  return calendar
}
