import type { Databases } from '../store/desk-papers.ts'
import { loadOpenFirst } from './first-load.ts'
import { bringFromOffice, confirmAtProvince } from './levels.ts'
import { arriveCatalogue, arriveDossiers, arriveEvents, pullDatabase, wasReadWhole } from './pull.ts'
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
  /** True where somebody saved something since the round began. */
  textWaits(): boolean
}

/** One round of text: what is new at the centre, then ours. Ends early where there is no line. Pages go their own way beside it. */
export async function runRound(parts: SyncParts, round: Round): Promise<void> {
  const { databases, stale, pulse, textBegun } = round
  textBegun()
  await bringFromOffice(parts)
  for (const name of (await pulse?.findStale(parts, databases)) ?? []) stale.add(name)
  // What was put off counts as unread, so that it is asked for again.
  if (await pullStale(parts, round)) pulse?.wasRead()
  await takeUpAside(parts, databases.dossiers)
  await pushDossiers(parts, databases.dossiers)
  await pushEvents(parts, databases.journal)
  await confirmAtProvince(parts, databases)
  await parts.contact()
}

/** Answers whether everything was read to its end. */
async function pullStale(parts: SyncParts, { databases, stale, textWaits }: Round): Promise<boolean> {
  const arrivals = [
    [databases.catalog, arriveCatalogue],
    [databases.dossiers, arriveDossiers],
    [databases.journal, arriveEvents],
  ] as const
  let whole = true
  for (const [database, arrive] of arrivals) {
    if (!stale.delete(database)) continue
    try {
      if (!(await pullOne(parts, databases, { database, arrive, textWaits }))) whole = false
    } catch (cause) {
      stale.add(database)
      throw cause
    }
  }
  // Changes of other databases (pages) are looked up when somebody opens them. A notice that came meanwhile stays.
  const followed = new Set<string>(arrivals.map(([database]) => database))
  for (const name of stale) if (!followed.has(name)) stale.delete(name)
  return whole
}

type Pull = { database: string; arrive: Parameters<typeof pullDatabase>[2]; textWaits(): boolean }

/** Reads one database. A first load shows how far it is, lets what was saved meanwhile go out, and may be put off by a person. */
async function pullOne(parts: SyncParts, databases: Databases, { database, arrive, textWaits }: Pull): Promise<boolean> {
  const { link } = parts
  const isText = database !== databases.catalog
  if (!isText || (await wasReadWhole(parts, database))) return pullDatabase(parts, database, arrive)
  if (link.state.get().loadPaused) return false
  const shows = database === databases.dossiers
  // Said before the first answer: until then an empty queue would look like no work.
  if (shows) link.loading(link.state.get().firstLoad ?? 0)
  if (shows && parts.shelf.size() === 0) await loadOpenFirst(parts, database)
  const whole = await pullDatabase(parts, database, arrive, {
    ...(shows ? { share: link.loading } : {}),
    async goOn() {
      if (textWaits()) {
        await pushDossiers(parts, databases.dossiers)
        await pushEvents(parts, databases.journal)
      }
      return !link.state.get().loadPaused
    },
  })
  if (shows && whole) link.loading(null)
  return whole
}
