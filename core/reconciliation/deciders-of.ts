import { officeClockOf } from '#core/calendar/working-spans.ts'
import { addWorkingMs } from '#core/calendar/working-time.ts'
import type { Person } from '#core/person/person.ts'
import type { Role } from '#core/person/role.ts'
import { rolesOn } from '#core/person/roles-on.ts'
import { type Catalogue, findAgency } from '#core/procedure/catalogue.ts'
import type { AgencySlug, PersonId } from '#core/record/ids.ts'
import { dayOf, epochMsOf, type Instant, toInstant } from '#core/record/instant.ts'

/** What of a dossier says who decides its cases: who received it where, and who holds the paper (null = nobody by name). */
export type DisputedWork = { receiving: AgencySlug; holder: PersonId | null; receivedBy: PersonId }

/**
 * Who is asked to decide. `holder`: the official who holds the paper; `supervisor`: after two working hours, or where that official
 * no longer works there. `person` is null only where the unit has nobody who could decide. `since` is when it came to them.
 */
export type Decider = { stage: 'holder' | 'supervisor'; person: PersonId | null; name: string; phone: string; since: Instant }

export type Deciders = {
  decider: Decider
  /** Who stands in: a supervisor of the receiving agency, else a leader of it; null where there is no further person. */
  substitute: Decider | null
  /** Whether this official may decide now. */
  mayDecide(person: PersonId): boolean
}

/** How long the holder of the paper is asked alone: two hours of the receiving agency's office time. */
const holderMs = 2 * 3_600_000

/** Who decides a case opened at `openedAt`, as of `now`, with the people whom the catalogue names. */
export function decidersOf(work: DisputedWork, openedAt: Instant, { now, catalogue }: { now: Instant; catalogue: Catalogue }): Deciders {
  const holder = catalogue.people.find((one) => one.id === (work.holder ?? work.receivedBy) && rolesOn(one, dayOf(now)).length > 0)
  const passesOn = endOfHoldersTime(catalogue, work.receiving, openedAt)
  const others = listOverseers(catalogue, work.receiving, now).filter((one) => one !== holder)
  const withHolder = holder !== undefined && (now < passesOn || others.length === 0)
  const first = withHolder ? holder : others[0]
  const second = others.find((one) => one !== first)
  const stage = withHolder ? 'holder' : 'supervisor'
  const since = withHolder || holder === undefined ? openedAt : passesOn
  return {
    decider: toDecider(first, stage, since),
    substitute: second === undefined ? null : toDecider(second, 'supervisor', since),
    // Once it has passed on, whoever oversees the unit may decide, and so may the holder of the paper still.
    mayDecide: (person) => [first, second, holder, ...(withHolder ? [] : others)].some((one) => one?.id === person),
  }
}

/** Supervisors of the unit, then its leaders. */
function listOverseers(catalogue: Catalogue, agency: AgencySlug, now: Instant): Person[] {
  const having = (role: Role) => catalogue.people.filter((one) => rolesOn(one, dayOf(now), agency).includes(role))
  return [...new Set([...having('supervisor'), ...having('leader')])]
}

function endOfHoldersTime(catalogue: Catalogue, slug: AgencySlug, openedAt: Instant): Instant {
  const agency = findAgency(catalogue, slug)
  const calendar = catalogue.calendars.find((one) => one.id === `calendar:${agency?.calendar ?? ''}`)
  const openedMs = epochMsOf(openedAt)
  // Without its calendar, by the clock: a case must not wait for the catalogue.
  return toInstant(calendar === undefined ? openedMs + holderMs : addWorkingMs(officeClockOf(calendar, slug), openedMs, holderMs))
}

function toDecider(person: Person | undefined, stage: Decider['stage'], since: Instant): Decider {
  return { stage, person: person?.id ?? null, name: person?.name ?? '', phone: person?.phone ?? '', since }
}
