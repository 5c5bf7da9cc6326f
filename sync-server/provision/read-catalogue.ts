import type { ServerScope } from 'nano'
import { z } from 'zod'
import { Agency } from '#core/agency/agency.ts'
import { WorkCalendar } from '#core/calendar/work-calendar.ts'
import { Person } from '#core/person/person.ts'
import type { Catalogue } from '#core/procedure/catalogue.ts'
import { Procedure } from '#core/procedure/procedure.ts'
import { fromWire, WireDocument } from '#core/sync/wire.ts'

const Rows = z.object({ rows: z.array(z.object({ doc: z.unknown() })) })

/** The catalogue as it stands at the centre. A record that breaks its schema is left out: it was not written by this build. */
export async function readStoredCatalogue(couch: ServerScope): Promise<Catalogue> {
  const { rows } = Rows.parse(await couch.use('catalog').list({ include_docs: true }))
  const bodies = rows.flatMap(({ doc }) => {
    const document = WireDocument.safeParse(doc)
    return document.success ? [fromWire(document.data).body] : []
  })
  return {
    procedures: bodies.flatMap((body) => listOf(Procedure, body)),
    agencies: bodies.flatMap((body) => listOf(Agency, body)),
    people: bodies.flatMap((body) => listOf(Person, body)),
    calendars: bodies.flatMap((body) => listOf(WorkCalendar, body)),
  }
}

function listOf<T>(schema: z.ZodType<T>, body: unknown): T[] {
  const parsed = schema.safeParse(body)
  return parsed.success ? [parsed.data] : []
}
