import type { ServerScope } from 'nano'
import type { Catalogue } from '#core/procedure/catalogue.ts'
import { listWorkingAgencies, provisionAgency } from './provision-centre.ts'
import { writeCatalogue } from './write-catalogue.ts'
import { writeAccounts } from './write-people.ts'

/**
 * Brings a real centre its catalogue and its people: records and accounts that are missing are written, the databases of every
 * agency with people are made and their rights follow the people's roles. What stands already keeps its content and password.
 */
export async function provisionPeople(couch: ServerScope, catalogue: Catalogue, firstPassword: string): Promise<void> {
  await writeCatalogue(couch, catalogue)
  for (const slug of listWorkingAgencies(catalogue)) await provisionAgency(couch, slug, catalogue.people)
  await writeAccounts(couch, catalogue.people, firstPassword)
}
