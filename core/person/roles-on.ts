import type { Day } from '#core/record/instant.ts'
import type { Person } from './person.ts'
import type { Role } from './role.ts'

/** The roles an official holds on a day, each once; both ends of a term count. */
export function rolesOn(person: Person, day: Day): Role[] {
  const held = person.roles.filter((term) => term.since <= day && (term.until === null || day <= term.until))
  return [...new Set(held.map((term) => term.role))]
}
