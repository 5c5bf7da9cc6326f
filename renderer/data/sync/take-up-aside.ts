import type { HeldDossier } from '../dossiers/held-dossier.ts'
import { isNewer } from '../dossiers/held-dossier.ts'
import { createCouch } from './couch.ts'
import { landDossiers } from './land.ts'
import type { SyncParts } from './sync-parts.ts'

/**
 * Takes in what stood aside as soon as this build can: after a software update, or where an older build could not merge it. Each
 * version is tried once while the desk is open.
 */
export async function takeUpAside(parts: SyncParts, database: string): Promise<void> {
  const { shelf, link, asideTried } = parts
  for (const { id, aside } of [...shelf.briefs()]) {
    if (!aside) continue
    const version = (await shelf.open(id))?.aside
    if (version == null || asideTried.has(version.rev) || isNewer(version.body)) continue
    // Asked for anew: what hangs on the document is not kept with what stood aside.
    const answer = link.check(await createCouch(parts.centre, database).get(id))
    asideTried.add(version.rev)
    if (answer.kind !== 'ok') continue
    const isSame = (held: HeldDossier | undefined) => held?.aside?.rev === version.rev
    await shelf.serial(async () => {
      if (isSame(await shelf.open(id))) await landDossiers(parts, [answer.value], { anew: true })
    })
  }
}
