import type { WireDocument } from '#core/sync/wire.ts'
import type { Live } from '../desk.ts'
import { createSource } from '../live.ts'
import { createSerial, type Serial } from '../serial.ts'
import type { SealedTable } from '../store/sealed-table.ts'
import { type HeldDossier, readDossier, toSealable } from './held-dossier.ts'

/** Every dossier of this desk, opened in memory while somebody is signed in; a change is durable before it shows. */
export type Shelf = {
  /** Goes up with every change. */
  version: Live<number>
  find(id: string): HeldDossier | undefined
  list(): Iterable<HeldDossier>
  size(): number
  /** Reads, changes and writes one after another, so that a command and an arriving change never overwrite each other. */
  serial: Serial
  /** Call inside `serial`. */
  put(held: HeldDossier): Promise<void>
  putMany(held: HeldDossier[]): Promise<void>
  /** Keeps documents that this build cannot read, exactly as they came. */
  keepUnread(documents: WireDocument[]): Promise<void>
  load(): Promise<void>
  clear(): void
}

/** What lies in the table: a dossier, or a document that this build cannot read and keeps for one that can. */
export type Shelved = HeldDossier | { unread: WireDocument }

export function createShelf(table: SealedTable<Shelved>): Shelf {
  const held = new Map<string, HeldDossier>()
  const version = createSource(0)
  const changed = () => version.set(version.get() + 1)
  return {
    version,
    find: (id) => held.get(id),
    list: () => held.values(),
    size: () => held.size,
    serial: createSerial(),
    async put(one) {
      await table.put(toSealable(one))
      held.set(one.record.id, one)
      changed()
    },
    async putMany(many) {
      await table.putMany(many.map(toSealable))
      for (const one of many) held.set(one.record.id, one)
      changed()
    },
    async keepUnread(documents) {
      await table.putMany(documents.map((unread) => ({ id: unread._id, kind: 'unread', v: 0, state: 'acknowledged', body: { unread } })))
    },
    async load() {
      for (const one of await table.listAll()) {
        const read = 'unread' in one ? readDossier(one.unread) : one
        if (read !== undefined) held.set(read.record.id, read)
      }
      changed()
    },
    clear() {
      held.clear()
      changed()
    },
  }
}
