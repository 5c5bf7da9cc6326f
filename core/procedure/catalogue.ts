import type { Agency } from '#core/agency/agency.ts'
import type { WorkCalendar } from '#core/calendar/work-calendar.ts'
import type { Person } from '#core/person/person.ts'
import type { AgencySlug } from '#core/record/ids.ts'
import type { Day } from '#core/record/instant.ts'
import type { Procedure } from './procedure.ts'

/** Everything a desk knows that is not a dossier: the `catalog` database, read whole. */
export type Catalogue = {
  procedures: Procedure[]
  agencies: Agency[]
  people: Person[]
  calendars: WorkCalendar[]
}

/** The version of a procedure in force on a day; undefined where none is. */
export function findProcedureInForce(catalogue: Catalogue, code: string, day: Day): Procedure | undefined {
  return catalogue.procedures
    .filter((one) => one.code === code && one.effectiveFrom <= day && (one.effectiveTo === null || day <= one.effectiveTo))
    .sort((a, b) => (a.effectiveFrom < b.effectiveFrom ? 1 : -1))[0]
}

/** The agency of a slug; undefined where the catalogue has not arrived yet. */
export function findAgency(catalogue: Catalogue, slug: AgencySlug): Agency | undefined {
  return catalogue.agencies.find((one) => one.slug === slug)
}
