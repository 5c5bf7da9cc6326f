import type { z } from 'zod'
import { Agency } from '#core/agency/agency.ts'
import { WorkCalendar } from '#core/calendar/work-calendar.ts'
import { Person } from '#core/person/person.ts'
import { Procedure } from '#core/procedure/procedure.ts'
import type { AgencySlug } from '#core/record/ids.ts'
import { fromWire, type WireDocument } from '#core/sync/wire.ts'
import { describe } from './check-dossier.ts'
import type { ChangeRow } from './follow-database.ts'
import { type Fault, noteFaults } from './quarantine.ts'
import type { Reconciler } from './reconciler.ts'

export const catalogue = 'catalog'
const schemas: Record<string, z.ZodType> = { agency: Agency, calendar: WorkCalendar, person: Person, procedure: Procedure }
const schemaVersion = 1

/** The unit that hears of the catalogue's faults: the one at the top, which keeps it. */
export function findKeeper({ agencies }: Reconciler): AgencySlug | undefined {
  return [...agencies.values()].flatMap(({ slug, parent }) => (parent === null ? [slug] : [])).sort()[0]
}

/**
 * What is new in the catalogue: is each record what its kind asks for? Every reader leaves out one that is not, so that an official
 * cannot sign in or a procedure is gone, and nobody else would say why.
 */
export async function takeCatalogue(reconciler: Reconciler, keeper: AgencySlug, rows: ChangeRow[]): Promise<void> {
  const judged = rows.map(({ id, deleted, doc, changes }) => {
    const fault = deleted === true || doc == null || id.startsWith('_design/') ? null : findFault(doc)
    return { documentId: id, rev: changes[0]?.rev ?? '', fault }
  })
  await noteFaults(reconciler.cases, { agency: keeper, database: catalogue, subject: 'document', at: reconciler.at() }, judged)
}

function findFault(document: WireDocument): Fault | null {
  const { body } = fromWire(document)
  const schema = schemas[String(body['kind'])]
  if (schema === undefined) return { why: 'invalid', detail: 'kind' }
  const parsed = schema.safeParse(body)
  if (parsed.success) return body['id'] === document._id ? null : { why: 'invalid', detail: 'id' }
  const version = body['schemaVersion']
  return typeof version === 'number' && version > schemaVersion ? null : { why: 'invalid', detail: describe(parsed.error) }
}
