import type { WireDocument } from '#core/sync/wire.ts'
import { type Brief, toBrief } from './brief.ts'
import { type HeldDossier, migrateHeld, readDossier } from './held-dossier.ts'

/** What lies in the table: a dossier, or a document that this build cannot read and keeps for one that can. */
export type Shelved = HeldDossier | { unread: WireDocument }

/** What of the table is in memory; every change of it stands on a durable write. */
export type ShelfMemory = {
  briefs: Map<string, Brief>
  /** In full: dossiers that are unsent, and those that somebody opened. */
  opened: Map<string, HeldDossier>
  /** Ids of documents that this build cannot read. */
  unread: Set<string>
  take(held: HeldDossier): void
  takeStored(stored: Shelved): void
  drop(id: string): void
  forget(): void
}

export function createShelfMemory(): ShelfMemory {
  const briefs = new Map<string, Brief>()
  const opened = new Map<string, HeldDossier>()
  const unread = new Set<string>()
  const take = (one: HeldDossier) => {
    const { id } = one.record
    const brief = toBrief(one)
    briefs.set(id, brief)
    unread.delete(id)
    if (brief.unsent || opened.has(id)) opened.set(id, one)
  }
  return {
    briefs,
    opened,
    unread,
    take,
    takeStored(stored) {
      const read = readStored(stored)
      if (read !== undefined) take(read)
      else if ('unread' in stored) unread.add(stored.unread._id)
    },
    drop(id) {
      briefs.delete(id)
      opened.delete(id)
      unread.delete(id)
    },
    forget() {
      briefs.clear()
      opened.clear()
      unread.clear()
    },
  }
}

/** The dossier in a record of the table; undefined where this build cannot read it. */
export function readStored(stored: Shelved): HeldDossier | undefined {
  return 'unread' in stored ? readDossier(stored.unread) : migrateHeld(stored)
}
