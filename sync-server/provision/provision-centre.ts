import type { ServerScope } from 'nano'
import type { Person } from '#core/person/person.ts'
import { termsAt } from '#core/person/roles-on.ts'
import type { Catalogue } from '#core/procedure/catalogue.ts'
import type { AgencySlug } from '#core/record/ids.ts'
import {
  casesDatabase,
  centreDatabase,
  databasesOf,
  indexDatabase,
  outsideDatabase,
  publicDatabase,
  routingDatabase,
} from './database-names.ts'
import { createDatabase, type DatabaseSecurity, provisionDatabase } from './provision-database.ts'

const closed: DatabaseSecurity = { admins: { names: [], roles: ['_admin'] }, members: { names: [], roles: ['_admin'] } }

/** Role of the public site's account. */
export const publicRole = 'public_site'

/** The databases that belong to no agency. */
export async function provisionCentre(couch: ServerScope): Promise<void> {
  await createDatabase(couch, '_users')
  await provisionDatabase(couch, centreDatabase, { kind: 'centre', security: closed })
  await provisionDatabase(couch, routingDatabase, { kind: 'routing', security: closed })
  await provisionDatabase(couch, indexDatabase, { kind: 'centre', security: closed })
  await provisionDatabase(couch, casesDatabase, { kind: 'cases', security: closed })
  await provisionDatabase(couch, outsideDatabase, { kind: 'outside', security: closed })
  const site = { names: [], roles: [publicRole] }
  await provisionDatabase(couch, publicDatabase, { kind: 'cases', security: { ...closed, members: site } })
  const readers = { names: [], roles: ['device'] }
  await provisionDatabase(couch, 'catalog', { kind: 'catalog', security: { ...closed, members: readers } })
}

/** One agency's databases; its devices are members, its people the authors that the rules allow. */
export async function provisionAgency(couch: ServerScope, slug: AgencySlug, people: Person[]): Promise<void> {
  const names = databasesOf(slug)
  const members = { names: [], roles: [`agency:${slug}`] }
  const authors = Object.fromEntries(people.flatMap((one) => authorAt(one, slug)))
  const security = { admins: closed.admins, members, authors }
  await provisionDatabase(couch, names.dossiers, { kind: 'dossiers', security })
  await provisionDatabase(couch, names.journal, { kind: 'journal', security })
  await provisionDatabase(couch, names.pages, { kind: 'pages', security })
}

/** Ended terms count too: what was written under one is judged by its day, whenever it arrives. */
function authorAt(person: Person, slug: AgencySlug): [string, { roles: { role: string; since: string; until: string | null }[] }][] {
  const terms = termsAt(person, slug)
  return terms.length === 0 ? [] : [[person.id, { roles: terms.map(({ role, since, until }) => ({ role, since, until })) }]]
}

/** Agencies that work: those of the pilot and those that have people. */
export function listWorkingAgencies(catalogue: Catalogue): AgencySlug[] {
  const withPeople = new Set(catalogue.people.flatMap(({ agency, roles }) => [agency, ...roles.map((term) => term.agency ?? agency)]))
  return catalogue.agencies.filter((one) => one.pilot || withPeople.has(one.slug)).map((one) => one.slug)
}
