import type { ServerScope } from 'nano'
import { z } from 'zod'
import { Agency } from '#core/agency/agency.ts'
import { Person } from '#core/person/person.ts'
import type { AgencySlug } from '#core/record/ids.ts'
import { findDocument } from '#sync-server/provision/couch-admin.ts'
import { databasesOf } from '#sync-server/provision/database-names.ts'
import { provisionAgency } from '#sync-server/provision/provision-centre.ts'

/** Whether an agency has its databases; they are made where the catalogue knows the agency and nobody has needed them before. */
export type FoundAgency = (slug: AgencySlug) => Promise<boolean>

export function createFoundAgency(couch: ServerScope, existing: Set<string>): FoundAgency {
  return async (slug) => {
    const names = databasesOf(slug)
    if ([names.dossiers, names.journal, names.pages].every((name) => existing.has(name))) return true
    const agency = await findDocument(couch.use('catalog'), `agency:${slug}`)
    if (!Agency.safeParse(agency).success) return false
    await provisionAgency(couch, slug, await listPeople(couch))
    for (const name of [names.dossiers, names.journal, names.pages]) existing.add(name)
    return true
  }
}

async function listPeople(couch: ServerScope): Promise<Person[]> {
  const { rows } = await couch.use('catalog').list({ start_key: 'person:', end_key: 'person:\uffff', include_docs: true })
  return z.array(Person).parse(rows.map(({ doc }) => doc))
}
