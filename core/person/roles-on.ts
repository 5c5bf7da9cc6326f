import type { AgencySlug } from '#core/record/ids.ts'
import type { Day } from '#core/record/instant.ts'
import type { Person } from './person.ts'
import type { Role } from './role.ts'

/** The roles an official holds at an agency (their own of today where none is named) on a day, each once; both ends of a term count. */
export function rolesOn(person: Person, day: Day, agency: AgencySlug = person.agency): Role[] {
  const held = termsAt(person, agency).filter((term) => term.since <= day && (term.until === null || day <= term.until))
  return [...new Set(held.map((term) => term.role))]
}

/** An official's terms of office at one agency. */
export function termsAt(person: Pick<Person, 'agency' | 'roles'>, agency: AgencySlug): Person['roles'] {
  return person.roles.filter((term) => (term.agency ?? person.agency) === agency)
}
