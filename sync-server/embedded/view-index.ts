import { z } from 'zod'
import { type Emitted, findView } from '#sync-server/provision/views.ts'
import { badRequest, CouchError, notFound } from './couch-error.ts'
import type { PouchStore } from './pouch-store.ts'
import { type CouchAnswer, type CouchRequest, jsonBody, jsonParameter } from './request.ts'

type Row = { id: string; key: string; value: unknown }

const Design = z.looseObject({ views: z.record(z.string(), z.object({ map: z.string() })).optional() })
const pageSize = 500

/** A view of one database, in memory: read whole at its first question, brought up to date at each further one. */
class ViewIndex {
  readonly #rowsOf: (document: Record<string, unknown>) => Emitted[]
  readonly #byKey = new Map<string, Row[]>()
  readonly #keysOf = new Map<string, Set<string>>()
  #seq = 0
  #turn: Promise<unknown> = Promise.resolve()

  constructor(rowsOf: (document: Record<string, unknown>) => Emitted[]) {
    this.#rowsOf = rowsOf
  }

  async read(pouch: PouchStore, keys: string[] | undefined): Promise<Row[]> {
    const turn = this.#turn.then(() => this.#update(pouch))
    this.#turn = turn.catch(() => undefined)
    await turn
    const wanted = keys ?? [...this.#byKey.keys()].sort()
    return wanted.flatMap((key) => this.#byKey.get(key) ?? [])
  }

  async #update(pouch: PouchStore): Promise<void> {
    for (;;) {
      const page = await pouch.changes({ since: this.#seq, limit: pageSize, include_docs: true, return_docs: true })
      for (const { id, doc, deleted } of page.results) {
        if (id.startsWith('_design/')) continue
        this.#forget(id)
        if (deleted !== true && doc !== undefined) this.#learn(id, doc)
      }
      this.#seq = page.last_seq
      if (page.results.length < pageSize) return
    }
  }

  #learn(id: string, document: Record<string, unknown>): void {
    for (const { key, value } of this.#rowsOf(document)) {
      const rows = [...(this.#byKey.get(key) ?? []), { id, key, value }]
      this.#byKey.set(
        key,
        rows.sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)),
      )
      this.#keysOf.set(id, (this.#keysOf.get(id) ?? new Set()).add(key))
    }
  }

  #forget(id: string): void {
    for (const key of this.#keysOf.get(id) ?? []) {
      const rest = (this.#byKey.get(key) ?? []).filter((row) => row.id !== id)
      if (rest.length === 0) this.#byKey.delete(key)
      else this.#byKey.set(key, rest)
    }
    this.#keysOf.delete(id)
  }
}

/** Indexes live as long as their store is open. */
const indexes = new WeakMap<PouchStore, Map<string, ViewIndex>>()

/** `/db/_design/<name>/_view/<view>`: rows by key, for the views that this build wrote. */
export async function answerView(request: CouchRequest, design: string, view: string): Promise<CouchAnswer> {
  const { pouch } = request.database
  const found = await pouch.get(`_design/${design}`).catch((error: { status?: number }) => {
    if (error.status === 404) throw notFound('missing')
    throw error
  })
  const map = Design.parse(found).views?.[view]?.map
  if (map === undefined) throw notFound('missing_named_view')
  const rowsOf = findView(map)
  if (rowsOf === undefined) throw new CouchError(501, 'not_implemented', 'This store runs only the views it was built with.')
  const own = indexes.get(pouch) ?? new Map<string, ViewIndex>()
  indexes.set(pouch, own)
  const index = own.get(map) ?? new ViewIndex(rowsOf)
  own.set(map, index)
  const rows = await index.read(pouch, readKeys(request))
  return { status: 200, body: { total_rows: rows.length, offset: 0, rows } }
}

function readKeys(request: CouchRequest): string[] | undefined {
  const body = request.method === 'POST' ? jsonBody(request) : {}
  const one = jsonParameter(request.query, 'key')
  const given = one === undefined ? (body['keys'] ?? jsonParameter(request.query, 'keys')) : [one]
  const keys = z.array(z.string()).optional().safeParse(given)
  if (!keys.success) throw badRequest('`keys` must be an array of strings.')
  return keys.data
}
