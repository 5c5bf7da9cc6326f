import type { EventLog } from '../dossiers/event-log.ts'
import { type HandInParts, handIn, listUnsentPages, toWork } from './hand-in.ts'
import { dropDossiers, routedAway } from './take-away.ts'

type AwayParts = HandInParts & { events: EventLog }

/**
 * Hands in the unsent work on dossiers that this agency holds no longer, for a supervisor to judge, and takes them off this desk
 * once the centre has the work whole. What the line does not carry is tried again.
 */
export async function handInAway(parts: AwayParts): Promise<void> {
  const { shelf, events, pageShelf, pageStore } = parts
  for (const held of [...shelf.unsent()]) {
    const brief = shelf.brief(held.record.id)
    if (held.mark.refusal?.reason !== routedAway || brief === undefined) continue
    const pages = listUnsentPages(brief, pageShelf)
    if ((await handIn(parts, toWork(held, pages, 'routed_away').work)) === undefined) return
    await shelf.serial(async () => {
      // Worked on again meanwhile: what is new is handed in next time.
      if (shelf.opened(held.record.id) !== held) return
      // This device's chain goes on after them.
      await events.putMany(held.pendingEvents)
      await dropDossiers(parts, [brief])
      for (const page of pages) {
        await pageShelf.remove(page)
        await pageStore.remove(page)
      }
    })
  }
}
