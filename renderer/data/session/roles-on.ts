import type { Person } from '#core/person/person.ts'
import type { Role } from '#core/person/role.ts'
import { dayOf, type Instant } from '#core/record/instant.ts'

/** The roles an official holds on the day of an instant. */
export function rolesOn(person: Person, at: Instant): Role[] {
  const day = dayOf(at)
  return person.roles.filter(({ since, until }) => since <= day && (until === null || day <= until)).map(({ role }) => role)
}
