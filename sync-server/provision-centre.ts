import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { Person } from '#core/person/person.ts'
import { dayOf, toInstant } from '#core/record/instant.ts'
import { loadCatalogue } from '#resources/catalogue/load-catalogue.ts'
import { openCouchAdmin } from './provision/couch-admin.ts'
import { provisionCentre } from './provision/provision-centre.ts'
import { provisionPeople } from './provision/provision-people.ts'

/*
 * Brings a real centre its people: `node sync-server/provision-centre.ts --central URL --people FILE`, where FILE is a JSON list
 * of person records. The administrator of CouchDB comes from COUCHDB_USER and COUCHDB_PASSWORD, the first password of new
 * accounts from FIRST_PASSWORD. It may be run again whenever people, roles or offices change: who moves to another agency keeps the
 * ended terms at the one before, so that work written there still arrives.
 */
const { values } = parseArgs({ options: { central: { type: 'string' }, people: { type: 'string' } } })
const settings = z
  .object({
    central: z.url(),
    people: z.string(),
    COUCHDB_USER: z.string(),
    COUCHDB_PASSWORD: z.string(),
    FIRST_PASSWORD: z.string().min(10),
  })
  .parse({ ...process.env, ...values })

const people = z.array(Person).parse(JSON.parse(readFileSync(settings.people, 'utf8')))
const couch = openCouchAdmin({ url: settings.central, admin: { name: settings.COUCHDB_USER, password: settings.COUCHDB_PASSWORD } })
await provisionCentre(couch)
const changesOn = dayOf(toInstant(Date.now()))
await provisionPeople(couch, { ...loadCatalogue(), people }, { firstPassword: settings.FIRST_PASSWORD, changesOn })
process.stdout.write(`${people.length} people are in place.\n`)
