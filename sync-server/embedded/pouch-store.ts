import { createRequire } from 'node:module'
import type { CouchDocument } from './document.ts'
import { type LevelWrites, syncedLeveldown } from './synced-leveldown.ts'

type Stored = Record<string, unknown> & { _id: string; _rev: string }

export type PouchRow = {
  ok?: boolean
  id?: string
  rev?: string
  error?: boolean | string
  name?: string
  message?: string
  reason?: string
  status?: number
}

export type AllDocsRow = { id: string; key: string; value?: { rev: string; deleted?: boolean }; doc?: Stored | null; error?: string }

export type ChangeRow = { id: string; seq: number; changes: { rev: string }[]; deleted?: boolean; doc?: Stored }

type Leaf = { ok: Stored } | { missing: string }

/** The part of PouchDB that the store stands on. */
export type PouchStore = {
  get(id: string, options: Record<string, unknown> & { open_revs: 'all' | string[] }): Promise<Leaf[]>
  get(id: string, options?: Record<string, unknown>): Promise<Stored>
  getAttachment(id: string, name: string, options?: { rev?: string }): Promise<Buffer>
  bulkDocs(request: { docs: CouchDocument[] }, options: { new_edits: boolean }): Promise<PouchRow[]>
  allDocs(options: Record<string, unknown>): Promise<{ total_rows: number; offset?: number; rows: AllDocsRow[] }>
  changes(options: Record<string, unknown>): PromiseLike<{ results: ChangeRow[]; last_seq: number }>
  revsDiff(revs: Record<string, string[]>): Promise<Record<string, { missing: string[]; possible_ancestors?: string[] }>>
  info(): Promise<{ doc_count: number; update_seq: number }>
  put(document: Record<string, unknown>): Promise<{ rev: string }>
  remove(document: { _id: string; _rev: string }): Promise<{ rev: string }>
  close(): Promise<void>
  setMaxListeners(count: number): unknown
}

type PouchConstructor = {
  new (folder: string, settings: { adapter: 'leveldb'; db: (location: string) => LevelWrites }): PouchStore
  plugin(adapter: unknown): void
}

// Through `require`: the published types are those of PouchDB 7, and they redefine Node's Buffer for the whole program.
const require = createRequire(import.meta.url)
const PouchDB: PouchConstructor = require('pouchdb-core')
PouchDB.plugin(require('pouchdb-adapter-leveldb'))

/** Opens a store in a folder of its own; every write waits for the disk. */
export function openPouch(folder: string): PouchStore {
  const store = new PouchDB(folder, { adapter: 'leveldb', db: syncedLeveldown })
  // Each reader of its changes listens; a fleet of desks is no leak.
  store.setMaxListeners(0)
  return store
}
