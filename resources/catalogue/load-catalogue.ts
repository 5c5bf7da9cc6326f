import { readdirSync, readFileSync } from 'node:fs'
import { z } from 'zod'
import { Agency } from '#core/agency/agency.ts'
import { AdministrativeUnit } from '#core/agency/unit.ts'
import { WorkCalendar } from '#core/calendar/work-calendar.ts'
import { Person } from '#core/person/person.ts'
import type { Catalogue } from '#core/procedure/catalogue.ts'
import { Procedure } from '#core/procedure/procedure.ts'

const here = new URL('./', import.meta.url)

/** Reads the catalogue that ships with the product and checks every record. Throws where a file breaks its schema. */
export function loadCatalogue(folder: URL = here): Catalogue {
  return {
    procedures: listProcedureFiles(folder).flatMap((file) => read(file, z.array(Procedure))),
    agencies: read(new URL('agencies.json', folder), z.array(Agency)),
    people: read(new URL('people.json', folder), z.array(Person)),
    calendars: [read(new URL('calendar.json', folder), WorkCalendar)],
  }
}

/** The 34 provinces and 3,321 communes, wards and special zones, for address matching. */
export function loadUnits(folder: URL = here): AdministrativeUnit[] {
  return read(new URL('units.json', folder), z.array(AdministrativeUnit))
}

function listProcedureFiles(folder: URL): URL[] {
  const procedures = new URL('procedures/', folder)
  return readdirSync(procedures)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => new URL(name, procedures))
}

function read<T>(file: URL, schema: z.ZodType<T>): T {
  const parsed = schema.safeParse(JSON.parse(readFileSync(file, 'utf8')))
  if (!parsed.success) throw new Error(`${file.pathname}: ${z.prettifyError(parsed.error)}`)
  return parsed.data
}
