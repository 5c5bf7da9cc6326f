import { randomBytes } from 'node:crypto'
import { mkdirSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { CouchError, notFound } from './couch-error.ts'
import { type DiskRoom, watchDiskRoom } from './disk-room.ts'
import { DocumentDatabase, type KnownValidators } from './document-database.ts'
import { openPouch, type PouchStore } from './pouch-store.ts'
import { closedSecurity, SecurityObject } from './security.ts'
import type { LevelIterator } from './snapshot.ts'
import { findOpenStore } from './synced-leveldown.ts'

const Entry = z.object({ _id: z.string(), _rev: z.string(), folder: z.string().regex(/^[0-9a-f]{24}$/), security: SecurityObject })

/** Which databases there are, where each lies and who may use it. Kept in a store of its own, out of every client's reach. */
export class DatabaseRegistry {
  readonly #root: string
  readonly #known: KnownValidators
  readonly #index: PouchStore
  readonly #open = new Map<string, DocumentDatabase>()
  readonly #room: DiskRoom
  #turn: Promise<unknown> = Promise.resolve()

  private constructor(root: string, known: KnownValidators, index: PouchStore) {
    this.#root = root
    this.#known = known
    this.#index = index
    this.#room = watchDiskRoom(root)
  }

  static async open(root: string, known: KnownValidators): Promise<DatabaseRegistry> {
    mkdirSync(join(root, 'databases'), { recursive: true })
    const registry = new DatabaseRegistry(root, known, openPouch(join(root, 'index')))
    const { rows } = await registry.#index.allDocs({ include_docs: true })
    const entries = rows.map((row) => Entry.parse(row.doc))
    registry.#sweep(new Set(entries.map((entry) => entry.folder)))
    for (const entry of entries) await registry.#load(entry._id.slice(3), entry)
    return registry
  }

  list(): string[] {
    return [...this.#open.keys()].sort()
  }

  get(name: string): DocumentDatabase {
    checkDatabaseName(name)
    const database = this.#open.get(name)
    if (database === undefined) throw notFound('Database does not exist.')
    return database
  }

  create(name: string): Promise<void> {
    checkDatabaseName(name)
    return this.#inTurn(async () => {
      this.#room.require()
      if (this.#open.has(name)) {
        throw new CouchError(412, 'file_exists', 'The database could not be created, the file already exists.')
      }
      const entry = { _id: `db:${name}`, folder: randomBytes(12).toString('hex'), security: closedSecurity }
      await this.#index.put(entry)
      await this.#load(name, entry)
    })
  }

  remove(name: string): Promise<void> {
    const database = this.get(name)
    return this.#inTurn(async () => {
      const entry = await this.#entry(name)
      await this.#index.remove({ _id: entry._id, _rev: entry._rev })
      this.#open.delete(name)
      await database.close()
      rmSync(this.#folder(entry.folder), { recursive: true, force: true })
    })
  }

  setSecurity(name: string, security: SecurityObject): Promise<void> {
    const database = this.get(name)
    return this.#inTurn(async () => {
      const entry = await this.#entry(name)
      await this.#index.put({ ...entry, security })
      database.security = security
    })
  }

  /** All databases as they are at this moment; a walk sees nothing of what is written after it was begun. Ends by being read. */
  snapshot(): { name: string; security: SecurityObject; walk: LevelIterator }[] {
    return [...this.#open].flatMap(([name, { security, folder }]) => {
      const walk = findOpenStore(folder)?.iterator({ keyAsBuffer: true, valueAsBuffer: true })
      return walk === undefined ? [] : [{ name, security, walk }]
    })
  }

  /** Writes the index of a root whose databases were put there otherwise. */
  static async write(root: string, databases: { name: string; folder: string; security: SecurityObject }[]): Promise<void> {
    const index = openPouch(join(root, 'index'))
    for (const { name, folder, security } of databases) await index.put({ _id: `db:${name}`, folder, security })
    await index.close()
  }

  async close(): Promise<void> {
    await this.#turn
    await Promise.all([...this.#open.values()].map((database) => database.close()))
    await this.#index.close()
  }

  async #load(name: string, entry: { folder: string; security: SecurityObject }): Promise<void> {
    const options = { security: entry.security, known: this.#known }
    this.#open.set(name, await DocumentDatabase.open(name, this.#folder(entry.folder), options))
  }

  async #entry(name: string): Promise<z.infer<typeof Entry>> {
    return Entry.parse(await this.#index.get(`db:${name}`))
  }

  #folder(folder: string): string {
    return join(this.#root, 'databases', folder)
  }

  /** Removes what a deletion cut short by a crash left behind. */
  #sweep(wanted: Set<string>): void {
    for (const folder of readdirSync(join(this.#root, 'databases'))) {
      if (!wanted.has(folder)) rmSync(this.#folder(folder), { recursive: true, force: true })
    }
  }

  #inTurn<T>(act: () => Promise<T>): Promise<T> {
    const turn = this.#turn.then(act, act)
    this.#turn = turn.catch(() => undefined)
    return turn
  }
}

function checkDatabaseName(name: string): void {
  if (name === '_users' || name === '_replicator' || name === '_global_changes') return
  if (/^[a-z][a-z0-9_$()+/-]*$/.test(name) && name.length <= 238) return
  const rule =
    'Only lowercase characters (a-z), digits (0-9), and any of the characters _, $, (, ), +, -, and / are allowed. Must begin with a letter.'
  throw new CouchError(400, 'illegal_database_name', `Name: '${name}'. ${rule}`)
}
