import type { Databases } from '../store/desk-papers.ts'
import { bringFromOffice, confirmAtProvince } from './levels.ts'
import { arriveCatalogue, arriveDossiers, arriveEvents, pullDatabase } from './pull.ts'
import type { Pulse } from './pulse.ts'
import { pushDossiers } from './push-dossiers.ts'
import { pushEvents } from './push-events.ts'
import type { SyncParts } from './sync-parts.ts'
import { takeUpAside } from './take-up-aside.ts'

export type Round = {
  databases: Databases
  /** Databases of which a notice said that they changed. */
  stale: Set<string>
  /** Asked where no notice said anything; null in a round that only follows one. */
  pulse: Pulse | null
  textBegun(): void
}

/** One round of text: what is new at the centre, then ours. Ends early where there is no line. Pages go their own way beside it. */
export async function runRound(parts: SyncParts, { databases, stale, pulse, textBegun }: Round): Promise<void> {
  textBegun()
  await parts.place.find()
  await bringFromOffice(parts)
  for (const name of (await pulse?.findStale(parts, databases)) ?? []) stale.add(name)
  await pullStale(parts, databases, stale)
  pulse?.wasRead()
  await takeUpAside(parts, databases.dossiers)
  await pushDossiers(parts, databases.dossiers)
  await pushEvents(parts, databases.journal)
  await confirmAtProvince(parts, databases)
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
  // Changes of other databases (pages) are looked up when somebody opens them. A notice that came meanwhile stays.
  const followed = new Set<string>(arrivals.map(([database]) => database))
  for (const name of stale) if (!followed.has(name)) stale.delete(name)
}
