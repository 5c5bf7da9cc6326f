import { z } from 'zod'
import type { Dossier } from '#core/dossier/dossier.ts'
import { AgencySlug } from '#core/record/ids.ts'
import { dayOf } from '#core/record/instant.ts'
import type { WireDocument } from '#core/sync/wire.ts'
import { databasesOf } from '#sync-server/provision/database-names.ts'
import { checkDossierDocument } from './check-dossier.ts'
import { findDuplicates, type Indexing } from './find-duplicates.ts'
import { findOrphans } from './find-orphans.ts'
import type { ChangeRow } from './follow-database.ts'
import { materialiseCases } from './materialise-cases.ts'
import { openDoubled } from './open-doubled.ts'
import { type Judged, noteFaults } from './quarantine.ts'
import type { Reconciler } from './reconciler.ts'
import { sweepDossier } from './sweep-leaves.ts'

const Received = z.looseObject({ agencies: z.looseObject({ receiving: AgencySlug }) })
const Conflicted = z.looseObject({ _conflicts: z.array(z.string()).min(1) })

/** What is new in one agency's dossiers: faults, cases, conflict leaves, possible duplicates, doubled numbers, dossiers of units that ended. */
export async function takeDossiers(reconciler: Reconciler, agency: AgencySlug, rows: ChangeRow[]): Promise<void> {
  const judged: Judged[] = []
  const readable: Dossier[] = []
  const torn: string[] = []
  const home: Indexing[] = []
  for (const row of rows) {
    const document = row.deleted === true || row.doc == null ? undefined : row.doc
    const checked = document === undefined ? undefined : checkDossierDocument(document)
    const rev = document?._rev ?? row.changes[0]?.rev ?? ''
    judged.push({ documentId: row.id, rev, fault: checked?.kind === 'faulty' ? checked.fault : null })
    if (document === undefined) {
      if (row.doc?.['routedAway'] !== true) home.push({ id: row.id, dossier: null })
      continue
    }
    if (Conflicted.safeParse(document).success && isHome(reconciler, agency, document)) torn.push(row.id)
    if (checked?.kind !== 'dossier') continue
    readable.push(checked.dossier)
    if (isHome(reconciler, agency, document)) home.push({ id: row.id, dossier: checked.dossier })
  }
  const at = reconciler.at()
  const ward = { agency, database: databasesOf(agency).dossiers, subject: 'document', at }
  await noteFaults(reconciler.cases, ward, judged)
  await materialiseCases(reconciler.cases, readable)
  const { index, cases, settings, agencies } = reconciler
  const shared = await findDuplicates({ index, cases, settings, at }, home)
  const seen = [...home.filter(({ dossier }) => dossier === null), ...readable.map((dossier) => ({ id: dossier.id, dossier }))]
  await findOrphans({ index, cases, agencies, today: dayOf(at) }, seen)
  for (const id of torn) await sweep(reconciler, agency, id)
  await openDoubled(reconciler, shared)
}

/**
 * Each dossier is put together and indexed in one database only, that of the agency which received it; the router carries the outcome
 * to the others. Doing it in two places would make two versions of it.
 */
function isHome({ working }: Reconciler, agency: AgencySlug, document: WireDocument): boolean {
  const received = Received.safeParse(document)
  if (!received.success) return true
  const { receiving } = received.data.agencies
  return receiving === agency || !working.has(receiving)
}

async function sweep(reconciler: Reconciler, agency: AgencySlug, id: string): Promise<void> {
  const outcome = await sweepDossier(reconciler, agency, id)
  reconciler.log.info({ database: databasesOf(agency).dossiers, id, outcome }, 'conflict leaves swept')
}
