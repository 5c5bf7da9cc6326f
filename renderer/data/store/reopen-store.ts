import type { getRxStorageDexie } from 'rxdb/plugins/storage-dexie'

type Settings = NonNullable<Parameters<typeof getRxStorageDexie>[0]>
type StoreDatabase = Parameters<NonNullable<Settings['onCreate']>>[0]

const againMs = 1000

/** Keeps the databases of a store open until `end` is called. */
export type Reopening = { keepOpen(database: StoreDatabase): void; end(): void }

/**
 * Chromium closes every database of a profile when a write finds the disk full, and RxDB tells Dexie never to open one again by itself:
 * once there is room, nothing could be saved before the next start. What the browser closed is therefore opened again, as often as it takes.
 */
export function createReopening(): Reopening {
  let ended = false
  const open = async (database: StoreDatabase): Promise<void> => {
    try {
      await database.open()
    } catch {
      // The disk is still full; whoever writes meanwhile is told so.
      if (!ended) setTimeout(() => void open(database), againMs)
    }
  }
  return {
    keepOpen(database) {
      const watch = () => database.backendDB().addEventListener('close', () => void (ended || open(database)))
      database.on('ready', watch, true)
    },
    end() {
      ended = true
    },
  }
}
