import type { ServerScope } from 'nano'
import { z } from 'zod'
import type { Catalogue } from '#core/procedure/catalogue.ts'
import { Instant, toInstant } from '#core/record/instant.ts'
import { loadCatalogue } from '#resources/catalogue/load-catalogue.ts'
import { listDemoDocuments } from '#resources/demo/demo-documents.ts'
import { makeDemoSigner, withDemoKeys } from '#resources/demo/demo-signer.ts'
import type { DisputeTruth } from '#resources/demo/make-disputes.ts'
import { makeDemoDossiers } from '#resources/demo/make-dossiers.ts'
import { type Documents, findDocument } from './provision/couch-admin.ts'
import { centreDatabase, databasesOf } from './provision/database-names.ts'
import { listWorkingAgencies, provisionCentre } from './provision/provision-centre.ts'
import { provisionPeople } from './provision/provision-people.ts'
import { writeAll } from './provision/write-all.ts'

/** Password of every demo account. */
export const demoPassword = 'motcua-2026'

const Mark = z.looseObject({ state: z.enum(['begun', 'done']), at: Instant })
const markId = 'seed:demo'

/** `disputes`: how many dossiers of the first office stand in dispute; none unless given. */
export type SeedOptions = { now: number; dossiers: boolean; disputes?: number }

/**
 * Fills a fresh centre with the demo province, its accounts and its dossiers; run again it only brings rules and rights up to
 * date. Answers how the disputed dossiers it made have to be decided. A seed that was cut short is thrown away and made anew: no desk could reach the centre before it was done.
 */
export async function seedDemo(couch: ServerScope, options: SeedOptions): Promise<DisputeTruth[]> {
  const centre: Documents = couch.use(centreDatabase)
  const shipped = loadCatalogue()
  const stored = await findDocument(centre, markId)
  const mark = stored === undefined ? undefined : Mark.parse(stored)
  if (mark?.state === 'begun') await removeTorn(couch, shipped)
  const fresh = mark?.state === 'begun' || (mark === undefined && (await isEmpty(couch)))
  const at = mark?.at ?? toInstant(options.now)
  const demo =
    fresh && options.dossiers ? await makeDemo(shipped, at, options.disputes ?? 0) : { catalogue: shipped, documents: [], disputes: [] }
  if (fresh && stored === undefined) await centre.insert({ _id: markId, state: 'begun', at })
  await provisionPeople(couch, demo.catalogue, { firstPassword: demoPassword })
  for (const { database, docs } of demo.documents) await writeAll(couch.use(database), docs)
  const begun = fresh ? await findDocument(centre, markId) : undefined
  if (begun !== undefined) await centre.insert({ ...begun, state: 'done' })
  return demo.disputes
}

async function makeDemo(
  catalogue: Catalogue,
  now: Instant,
  disputes: number,
): Promise<{ catalogue: Catalogue; documents: ReturnType<typeof listDemoDocuments>; disputes: DisputeTruth[] }> {
  const signer = await makeDemoSigner()
  const demo = await makeDemoDossiers({ catalogue, now, keyId: signer.keyId, signEvent: signer.signEvent, disputes })
  const people = withDemoKeys(catalogue.people, signer, { devices: demo.devices, since: now })
  return { catalogue: { ...catalogue, people }, documents: listDemoDocuments(demo), disputes: demo.disputes }
}

/** True where nobody has put a record into the catalogue yet. */
async function isEmpty(couch: ServerScope): Promise<boolean> {
  const { rows } = await couch.use('catalog').list({ start_key: 'a', limit: 1 })
  return rows.length === 0
}

async function removeTorn(couch: ServerScope, catalogue: Catalogue): Promise<void> {
  const names = listWorkingAgencies(catalogue).map(databasesOf)
  const existing = new Set(await couch.db.list())
  const torn = ['catalog', ...names.flatMap(({ dossiers, journal, pages }) => [dossiers, journal, pages])]
  for (const name of torn) if (existing.has(name)) await couch.db.destroy(name)
  await provisionCentre(couch)
}
