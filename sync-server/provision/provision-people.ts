import { isDeepStrictEqual } from 'node:util'
import type { ServerScope } from 'nano'
import { changeOfficial } from '#core/person/change-official.ts'
import { Person } from '#core/person/person.ts'
import type { Catalogue } from '#core/procedure/catalogue.ts'
import type { Day } from '#core/record/instant.ts'
import { findDocument } from './couch-admin.ts'
import { listWorkingAgencies, provisionAgency } from './provision-centre.ts'
import { writeCatalogue } from './write-catalogue.ts'
import { writeAccounts } from './write-people.ts'

/**
 * Brings a real centre its catalogue and its people: records and accounts that are missing are written, the databases of every
 * agency with people are made and their rights follow the people's roles. What stands already keeps its content and password, but
 * for officials where `changesOn` is given: their name, phone, agency and roles become those of the list, as of that day.
 */
export async function provisionPeople(
  couch: ServerScope,
  catalogue: Catalogue,
  { firstPassword, changesOn }: { firstPassword: string; changesOn?: Day },
): Promise<void> {
  await writeCatalogue(couch, catalogue)
  const people: Person[] = []
  for (const listed of catalogue.people) people.push(await bringUpToDate(couch, listed, changesOn))
  for (const slug of listWorkingAgencies({ ...catalogue, people })) await provisionAgency(couch, slug, people)
  await writeAccounts(couch, people, firstPassword)
}

/** The record as it stands in the catalogue afterwards; keys and whatever else the centre added stay. */
async function bringUpToDate(couch: ServerScope, listed: Person, changesOn: Day | undefined): Promise<Person> {
  const catalog = couch.use<Record<string, unknown>>('catalog')
  const stored = await findDocument(catalog, listed.id)
  if (stored === undefined) return listed
  const { _id, _rev, ...body } = stored
  const before = Person.parse(body)
  if (changesOn === undefined) return before
  const { name, title, phone, agency, roles } = listed
  const after = changeOfficial(before, { name, title, phone, agency, roles }, changesOn)
  if (!isDeepStrictEqual(after, before)) await catalog.insert({ ...after, _id, _rev })
  return after
}
