import { z } from 'zod'
import { canonicalJson } from '#core/journal/event.ts'
import type { AgencySlug } from '#core/record/ids.ts'
import { fromWire, WireDocument } from '#core/sync/wire.ts'
import { type Documents, statusOf } from '#sync-server/provision/couch-admin.ts'
import { type Judged, noteFaults } from './quarantine.ts'
import type { Reconciler } from './reconciler.ts'

const Conflicted = z.looseObject({ _conflicts: z.array(z.string()).min(1) })
const Digests = z.record(z.string(), z.looseObject({ digest: z.string() }))

/**
 * Events and pages are written once, so two leaves of one are the same thing come by two ways, or something is wrong: the same is
 * kept once, anything else is left as it is and listed.
 */
export async function settleTwins(
  reconciler: Reconciler,
  where: { agency: AgencySlug; database: string },
  documents: WireDocument[],
): Promise<void> {
  const database: Documents = reconciler.couch.use(where.database)
  const judged: Judged[] = []
  for (const winner of documents) {
    const torn = Conflicted.safeParse(winner)
    if (!torn.success) continue
    const twins = await Promise.all(torn.data._conflicts.map((rev) => readLeaf(database, winner._id, rev)))
    const others = twins.filter((one) => one !== undefined)
    const same = others.filter((one) => contentOf(one) === contentOf(winner))
    for (const { _id, _rev } of same) await database.bulk({ docs: [{ _id, _rev, _deleted: true, routedAway: true }] })
    const fault = same.length === others.length ? null : { why: 'invalid' as const, detail: 'two documents under one id' }
    judged.push({ documentId: winner._id, rev: winner._rev, fault })
  }
  await noteFaults(reconciler.cases, { ...where, subject: 'twins', at: reconciler.at() }, judged)
}

async function readLeaf(database: Documents, id: string, rev: string): Promise<WireDocument | undefined> {
  try {
    return WireDocument.parse(await database.get(id, { rev }))
  } catch (error) {
    if (statusOf(error) === 404) return undefined
    throw error
  }
}

function contentOf(document: WireDocument): string {
  const { body, attachments } = fromWire(document)
  const digests = attachments === null ? {} : Object.entries(Digests.parse(attachments)).map(([name, { digest }]) => [name, digest])
  return canonicalJson({ body, digests })
}
