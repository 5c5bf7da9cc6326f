import { dayNumberOf, toDay } from '#core/calendar/day-number.ts'
import type { Day } from '#core/record/instant.ts'
import type { Person } from './person.ts'
import { termsAt } from './roles-on.ts'

/** What an administrator says of an official. */
export type OfficialFacts = Pick<Person, 'name' | 'title' | 'phone' | 'agency' | 'roles'>

/**
 * An official's record after an administrator's change. Who moves to another agency keeps the terms held at the one before, ended
 * on the day before the new ones begin: what they wrote there is judged by its day, whenever it arrives.
 */
export function changeOfficial(before: Person, facts: OfficialFacts, today: Day): Person {
  const lastDay = dayBefore(firstDayOf(before, facts, today))
  const moves = before.agency !== facts.agency
  const isListed = (term: Term) =>
    termsAt(facts, term.agency ?? before.agency).some(({ role, since }) => role === term.role && since === term.since)
  const elsewhere = before.roles
    // The list says all there is to say of terms at the official's own office; what was held at another one before stays.
    .filter((term) => (moves || term.agency !== undefined) && !isListed(term))
    .map((term) => ({ ...term, agency: term.agency ?? before.agency }))
    .map((term) => (term.until !== null && term.until <= lastDay ? term : { ...term, until: lastDay }))
    .filter((term) => term.since <= (term.until ?? lastDay))
  return { ...before, ...facts, roles: [...elsewhere, ...facts.roles] }
}

type Term = Person['roles'][number]

/** When the terms at the new agency begin: as they say, or today where they only repeat an older date. */
function firstDayOf(before: Person, facts: OfficialFacts, today: Day): Day {
  const begins = termsAt(facts, facts.agency)
    .map(({ since }) => since)
    .sort()[0]
  const latest = before.roles
    .map(({ since }) => since)
    .sort()
    .at(-1)
  return begins !== undefined && latest !== undefined && begins > latest ? begins : today
}

const dayBefore = (day: Day): Day => toDay(dayNumberOf(day) - 1)
