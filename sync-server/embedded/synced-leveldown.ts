import { createRequire } from 'node:module'
import type { LevelStore } from './snapshot.ts'

type WriteOptions = Record<string, unknown>
type Done = (error?: unknown) => void

/** The writing half of a LevelDB store, as `abstract-leveldown` calls it. */
export type LevelWrites = {
  _put(key: unknown, value: unknown, options: WriteOptions, done: Done): void
  _del(key: unknown, options: WriteOptions, done: Done): void
  _batch(operations: unknown[], options: WriteOptions, done: Done): void
}

/**
 * Makes every write of a LevelDB store wait for the disk. LevelDB's default leaves it to the operating system's cache, so
 * that a power cut would take back what a desk was told the centre holds.
 */
export function syncWrites<T extends LevelWrites>(store: T): T {
  const put = store._put.bind(store)
  const del = store._del.bind(store)
  const batch = store._batch.bind(store)
  store._put = (key, value, options, done) => put(key, value, { ...options, sync: true }, done)
  store._del = (key, options, done) => del(key, { ...options, sync: true }, done)
  store._batch = (operations, options, done) => batch(operations, { ...options, sync: true }, done)
  return store
}

// The adapter's own copy of leveldown, so that both speak the same version.
const requireOfAdapter = createRequire(createRequire(import.meta.url).resolve('pouchdb-adapter-leveldb'))
const leveldown: (location: string) => LevelStore = requireOfAdapter('leveldown')

const opened = new Map<string, LevelStore>()

/** The store that was last opened at a location; for backups. */
export const findOpenStore = (location: string): LevelStore | undefined => opened.get(location)

/** What PouchDB's LevelDB adapter takes as `db`. */
export function syncedLeveldown(location: string): LevelWrites {
  const store = leveldown(location)
  opened.set(location, store)
  return syncWrites(store)
}
