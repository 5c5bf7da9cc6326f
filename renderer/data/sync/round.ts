import { z } from 'zod'
import type { Databases } from '../store/desk-papers.ts'
import { createCouch } from './couch.ts'
import { arriveCatalogue, arriveDossiers, arriveEvents, pullDatabase } from './pull.ts'
import { pushDossiers } from './push-dossiers.ts'
import { pushEvents } from './push-events.ts'
import { isForRules, releaseRefused } from './retry.ts'
import type { SyncParts } from './sync-parts.ts'

export type Round = { databases: Databases; stale: Set<string>; textBegun(): void }

const RulesPaper = z.object({ kind: z.literal('rules'), seen: z.string() })

/** One round of text: what is new at the centre, then ours. Ends early where there is no line. Pages go their own way beside it. */
export async function runRound(parts: SyncParts, { databases, stale, textBegun }: Round): Promise<void> {
  textBegun()
  if (stale.size > 0) await releaseAfterNewRules(parts, databases)
  await pullStale(parts, databases, stale)
  await pushDossiers(parts, databases.dossiers)
  await pushEvents(parts, databases.journal)
  await parts.contact()
}

async function pullStale(parts: SyncParts, databases: Databases, stale: Set<string>): Promise<void> {
  const arrivals = [
    [databases.catalog, arriveCatalogue],
    [databases.dossiers, arriveDossiers],
    [databases.journal, arriveEvents],
  ] as const
  const first = parts.shelf.size() === 0
  for (const [database, arrive] of arrivals) {
    if (!stale.delete(database)) continue
    const loading = first && database === databases.dossiers
    // Said before the first answer: until then an empty queue would look like no work.
    if (loading) parts.link.loading(0)
    try {
      await pullDatabase(parts, database, arrive, loading ? parts.link.loading : undefined)
    } catch (cause) {
      stale.add(database)
      throw cause
    }
    if (loading) parts.link.loading(null)
  }
  // Changes of other databases (pages) are looked up when somebody opens them.
  stale.clear()
}

/** When the centre's rules are other than they were, everything it refused for them goes again. */
async function releaseAfterNewRules(parts: SyncParts, databases: Databases): Promise<void> {
  const seen = await parts.papers.find('rules', RulesPaper)
  const names = [databases.dossiers, databases.journal, databases.pages]
  const now = await Promise.all(names.map((name) => createCouch(parts.centre, name).rules()))
  if (now.includes(undefined)) return
  const text = JSON.stringify(now)
  if (seen?.seen === text) return
  if (seen !== undefined) await releaseRefused(parts, ({ refusal }) => refusal !== null && isForRules(refusal))
  await parts.papers.put('rules', { kind: 'rules', seen: text })
}
