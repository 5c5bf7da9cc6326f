import type { Live, RecordPolicy } from '../desk.ts'
import { type EvictParts, evictDossiers } from './evict-dossiers.ts'
import type { SyncParts } from './sync-parts.ts'

const everyMs = 6 * 3_600_000
const quietMs = 10 * 60_000

/** Lets old closed dossiers go now and then, while the province's centre is there and nothing is being loaded. */
export function createHousekeeping(
  parts: EvictParts & Pick<SyncParts, 'link' | 'place'>,
  policy: Live<RecordPolicy>,
): { tidy(database: string): Promise<void> } {
  const { link, place, now } = parts
  // Not in the first minutes of a morning.
  let dueAt = now() + quietMs
  let running = false
  return {
    async tidy(database) {
      const { link: line, firstLoad, loadPaused } = link.state.get()
      if (running || now() < dueAt || line !== 'online' || firstLoad !== null || loadPaused || place.level() !== 'province') return
      running = true
      try {
        await evictDossiers(parts, database, policy.get().keepMonths)
        dueAt = now() + everyMs
      } finally {
        running = false
      }
    },
  }
}
