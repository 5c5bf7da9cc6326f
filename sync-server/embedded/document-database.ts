import { createHash } from 'node:crypto'
import { EventEmitter } from 'node:events'
import { basename } from 'node:path'
import type { Rule } from '#core/rules/validators.ts'
import { CouchError } from './couch-error.ts'
import { type DiskRoom, diskFull, isDiskFull, watchDiskRoom } from './disk-room.ts'
import { type CouchDocument, withoutBytes } from './document.ts'
import { openPouch, type PouchRow, type PouchStore } from './pouch-store.ts'
import { requireDatabaseAdmin, type SecurityObject, type UserContext } from './security.ts'

/** Source text of the validators that this build knows → the same function, run as code of our own and never as text. */
export type KnownValidators = ReadonlyMap<string, Rule>

export type WriteRow = { ok: true; id: string; rev: string } | { id: string; error: string; reason: string }

/** One database on disk: documents with their revision trees, validators of its design documents, one writer at a time. */
export class DocumentDatabase {
  readonly name: string
  pouch: PouchStore
  readonly folder: string
  security: SecurityObject
  /** Tells the sequences of this database from those of another that had its name. */
  readonly epoch: string
  /** Emits `write` after each durable write. */
  readonly notices = new EventEmitter().setMaxListeners(0)
  readonly #known: KnownValidators
  readonly #room: DiskRoom
  #isStuck = false
  #validators = new Map<string, Rule>()
  #turn: Promise<unknown> = Promise.resolve()

  private constructor(name: string, folder: string, options: { security: SecurityObject; known: KnownValidators }) {
    this.name = name
    this.epoch = basename(folder)
    this.security = options.security
    this.#known = options.known
    this.folder = folder
    this.#room = watchDiskRoom(folder)
    this.pouch = openPouch(folder)
  }

  static async open(
    name: string,
    folder: string,
    options: { security: SecurityObject; known: KnownValidators },
  ): Promise<DocumentDatabase> {
    const database = new DocumentDatabase(name, folder, options)
    const designs = await database.pouch.allDocs({ startkey: '_design/', endkey: '_design0', include_docs: true })
    for (const row of designs.rows) if (row.doc) database.#learn(row.id, row.doc)
    return database
  }

  /** Runs `act` when all earlier writes are done. */
  inTurn<T>(act: () => Promise<T>): Promise<T> {
    const turn = this.#turn.then(act, act)
    this.#turn = turn.catch(() => undefined)
    return turn
  }

  /** Writes documents; each is judged by itself and has a row of its own in the answer. */
  write(documents: CouchDocument[], user: UserContext, newEdits = true): Promise<WriteRow[]> {
    return this.inTurn(async () => {
      const lost = new Set<CouchDocument>()
      const refusals = await Promise.all(documents.map((document) => this.#judge(document, { user, newEdits, lost })))
      if (documents.some((_, index) => refusals[index] === null)) await this.#requireRoom()
      const accepted = documents.filter((_, index) => refusals[index] === null)
      const written = accepted.length === 0 ? [] : await this.#store(accepted, newEdits, lost)
      if (accepted.length > 0) this.notices.emit('write')
      if (!newEdits) return [...refusals.filter((row) => row !== null), ...written.filter((row) => 'error' in row)]
      const rest = written.values()
      return documents.map((document, index) => refusals[index] ?? rest.next().value ?? failed(document._id))
    })
  }

  async #store(documents: CouchDocument[], newEdits: boolean, lost: Set<CouchDocument>): Promise<WriteRow[]> {
    const known = await this.#put(
      documents.filter((one) => !lost.has(one)),
      newEdits,
    )
    const rest = known.values()
    const rows: WriteRow[] = []
    for (const document of documents) {
      const row = lost.has(document) ? await this.#restore(document) : rest.next().value
      if (row === undefined) continue
      rows.push(row)
      if (document._id.startsWith('_design/') && 'ok' in row) this.#learn(document._id, document)
    }
    return rows
  }

  /** A change to a document whose earlier revisions are not here: CouchDB takes it as the next revision, and so do we. */
  async #restore(document: CouchDocument): Promise<WriteRow> {
    const [generation = '0', parent = ''] = (document._rev ?? '').split('-')
    const start = Number(generation) + 1
    const own = createHash('md5').update(JSON.stringify(document)).digest('hex')
    const [failure] = await this.#put([{ ...document, _rev: `${start}-${own}`, _revisions: { start, ids: [own, parent] } }], false)
    return failure ?? { ok: true, id: document._id, rev: `${start}-${own}` }
  }

  async #put(documents: CouchDocument[], newEdits: boolean): Promise<WriteRow[]> {
    if (documents.length === 0) return []
    const rows = await this.pouch.bulkDocs({ docs: documents }, { new_edits: newEdits }).catch((error: PouchRow) => {
      this.#noteFull(error)
      throw new CouchError(error.status ?? 500, error.name ?? 'internal_server_error', error.reason ?? error.message ?? 'write failed')
    })
    for (const row of rows) this.#noteFull(row)
    return rows.map((row, index) => toWriteRow(row, documents[index]?._id ?? ''))
  }

  /** A store that met a full disk writes nothing more until it is opened anew; done as soon as there is room again. */
  async #requireRoom(): Promise<void> {
    this.#room.require()
    if (!this.#isStuck) return
    await this.pouch.close()
    this.pouch = openPouch(this.folder)
    await this.pouch.info()
    this.#isStuck = false
  }

  #noteFull(failure: PouchRow): void {
    if (!isDiskFull(`${failure.message} ${failure.reason}`)) return
    this.#isStuck = true
    throw diskFull()
  }

  async #judge(document: CouchDocument, way: { user: UserContext; newEdits: boolean; lost: Set<CouchDocument> }): Promise<WriteRow | null> {
    const id = document._id
    const { user, newEdits, lost } = way
    try {
      if (id.startsWith('_local/')) return null
      if (id.startsWith('_design/')) return this.#judgeDesign(document, user)
      const old = newEdits ? await this.#findBase(document) : await this.#findAncestor(document)
      if (old === 'conflict') return { id, error: 'conflict', reason: 'Document update conflict.' }
      if (newEdits && old === null && document._rev !== undefined) lost.add(document)
      const seen = withoutBytes(document)
      for (const validate of this.#validators.values()) validate(seen, old, { ...user, db: this.name }, this.security)
      return null
    } catch (refusal) {
      return refusalRow(id, refusal)
    }
  }

  #judgeDesign(document: CouchDocument, user: UserContext): WriteRow | null {
    requireDatabaseAdmin(user, this.security)
    const source = document['validate_doc_update']
    if (source === undefined || document._deleted === true) return null
    if (typeof source === 'string' && this.#known.has(source)) return null
    return { id: document._id, error: 'forbidden', reason: 'This store runs only the validators it was built with.' }
  }

  #learn(id: string, document: Record<string, unknown>): void {
    const source = document['_deleted'] === true ? undefined : document['validate_doc_update']
    const validate = typeof source === 'string' ? this.#known.get(source) : undefined
    if (validate !== undefined) this.#validators.set(id, validate)
    else if (typeof source === 'string') this.#validators.set(id, refuseAll)
    else this.#validators.delete(id)
  }

  /** The leaf that a new edit stands on: null for a new document. */
  async #findBase(document: CouchDocument): Promise<Record<string, unknown> | null | 'conflict'> {
    const winner = await this.pouch.get(document._id).catch(ignoreMissing)
    if (winner && (document._rev === winner._rev || document._rev === undefined)) return document._rev === undefined ? 'conflict' : winner
    const leaves = await this.listLeaves(document._id)
    if (leaves.length === 0) return null
    if (document._rev === undefined) return leaves.find((leaf) => leaf['_deleted'] === true) ?? null
    return leaves.find((leaf) => leaf['_rev'] === document._rev) ?? 'conflict'
  }

  async #findAncestor(document: CouchDocument): Promise<Record<string, unknown> | null> {
    const path = document._revisions
    for (const [index, hash] of path?.ids.slice(1, 20).entries() ?? []) {
      const rev = `${(path?.start ?? 0) - index - 1}-${hash}`
      const found = await this.pouch.get(document._id, { rev }).catch(ignoreMissing)
      if (found) return found
    }
    return null
  }

  async listLeaves(id: string): Promise<Record<string, unknown>[]> {
    const found = await this.pouch.get(id, { open_revs: 'all' }).catch(ignoreMissing)
    return (found ?? []).flatMap((one) => ('ok' in one ? [one.ok] : []))
  }

  async close(): Promise<void> {
    this.notices.emit('close')
    await this.inTurn(() => this.pouch.close())
  }
}

/** A design document from a newer or foreign build: nothing may pass a rule that cannot be run. Administrators can replace it. */
const refuseAll: Rule = (_new, _old, user) => {
  if (!user.roles.includes('_admin')) throw { forbidden: 'The rules of this database are unknown to this store.' }
}

function ignoreMissing(error: { status?: number }): null {
  if (error.status === 404) return null
  throw error
}

function toWriteRow(row: PouchRow, id: string): WriteRow {
  if (row.ok === true && row.id !== undefined && row.rev !== undefined) return { ok: true, id: row.id, rev: row.rev }
  if (row.name === 'conflict') return { id, error: 'conflict', reason: 'Document update conflict.' }
  return { id, error: row.name ?? 'bad_request', reason: row.reason ?? row.message ?? 'write failed' }
}

function refusalRow(id: string, refusal: unknown): WriteRow {
  if (refusal instanceof CouchError) return { id, error: refusal.error, reason: refusal.reason }
  if (typeof refusal === 'object' && refusal !== null) {
    if ('forbidden' in refusal) return { id, error: 'forbidden', reason: String(refusal.forbidden) }
    if ('unauthorized' in refusal) return { id, error: 'unauthorized', reason: String(refusal.unauthorized) }
  }
  throw refusal
}

const failed = (id: string): WriteRow => ({ id, error: 'internal_server_error', reason: 'not written' })
