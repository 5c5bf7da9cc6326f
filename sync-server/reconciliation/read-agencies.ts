import { z } from 'zod'
import { Agency } from '#core/agency/agency.ts'
import { AgencySlug } from '#core/record/ids.ts'
import { dayOf } from '#core/record/instant.ts'
import { fromWire, WireDocument } from '#core/sync/wire.ts'
import { findDocument } from '#sync-server/provision/couch-admin.ts'
import { centreDatabase, databasesOf } from '#sync-server/provision/database-names.ts'
import { changeDocument } from './case-store.ts'
import { listEnded } from './find-orphans.ts'
import { forgetCheckpoint } from './follow-database.ts'
import type { Reconciler } from './reconciler.ts'

const Rows = z.object({ rows: z.array(z.object({ doc: z.unknown() })) })
const Ended = z.looseObject({ slugs: z.array(AgencySlug) })
const endedDocument = 'reconciliation-ended-units'

/**
 * Brings the agencies and the authors' keys up to the catalogue. Where a unit ended, or one came back, its dossiers are read again;
 * answers their databases. Asked at every round, because a unit also ends by the calendar.
 */
export async function readCatalogue(reconciler: Reconciler, moved: boolean): Promise<string[]> {
  if (moved || reconciler.agencies.size === 0) {
    reconciler.authors.refresh()
    reconciler.agencies = new Map((await listAgencies(reconciler)).map((one) => [one.slug, one]))
  }
  const now = listEnded(reconciler.agencies.values(), dayOf(reconciler.at())).sort()
  const centre = reconciler.couch.use<Record<string, unknown>>(centreDatabase)
  const stored = Ended.safeParse(await findDocument(centre, endedDocument))
  const before = stored.success ? stored.data.slugs : []
  const changed = [...now.filter((one) => !before.includes(one)), ...before.filter((one) => !now.includes(one))]
  if (changed.length === 0) return []
  const databases = changed.filter((one) => reconciler.working.has(one)).map((one) => databasesOf(one).dossiers)
  for (const database of databases) await forgetCheckpoint(reconciler.couch, database)
  await changeDocument(centre, endedDocument, () => ({ kind: 'ended-units', slugs: now }))
  return databases
}

async function listAgencies({ couch }: Reconciler): Promise<Agency[]> {
  const answer = await couch.use('catalog').list({ start_key: 'agency:', end_key: 'agency;', include_docs: true })
  return Rows.parse(answer).rows.flatMap(({ doc }) => {
    const document = WireDocument.safeParse(doc)
    const parsed = Agency.safeParse(document.success ? fromWire(document.data).body : undefined)
    return parsed.success ? [parsed.data] : []
  })
}
