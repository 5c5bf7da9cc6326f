import { freshUlid } from '#renderer/data/dossiers/commands.ts'
import { type Account, enrolForRequests } from './bench-desk.ts'

/** What the product's table holds of a dossier besides the sealed text, and the members that a cursor needs to filter and sort. */
type RawRecord = { id: string; kind: string; v: number; state: string; group: string; order: string; document: unknown }

const pageSize = 500
const strict = { durability: 'strict' } as const

/** The limit of a first load: the same pages read over the same way, written as they are, in strict transactions. */
export async function loadRaw(account: Account, { database, size }: { database: string; size: number }): Promise<number> {
  await enrolForRequests(account)
  const store = await openRaw('limit-load', (made) => void made.createObjectStore('dossiers', { keyPath: 'id' }))
  const beganMs = performance.now()
  const written = await readAll(database, async (documents) => {
    const transaction = store.transaction('dossiers', 'readwrite', strict)
    for (const document of documents) transaction.objectStore('dossiers').put(toRecord(document))
    await ended(transaction)
  })
  const tookMs = performance.now() - beganMs
  if (written < size) throw new Error(`Only ${written} of ${size} dossiers were read.`)
  store.close()
  return tookMs
}

export type WireDossier = { _id: string; kind?: string; schemaVersion?: number }

/** Reads every dossier of a database, page by page. */
export async function readAll<T extends WireDossier = WireDossier>(
  database: string,
  take: (documents: T[]) => Promise<void>,
): Promise<number> {
  let since = '0'
  let count = 0
  for (;;) {
    const response = await fetch(`/centre/db/${database}/_changes?include_docs=true&limit=${pageSize}&since=${encodeURIComponent(since)}`)
    const answer: { results: { doc?: T }[]; last_seq: string } = await response.json()
    const documents = answer.results.flatMap(({ doc }) => (doc === undefined || doc._id.startsWith('_') ? [] : [doc]))
    await take(documents)
    count += documents.length
    if (answer.results.length < pageSize) return count
    since = String(answer.last_seq)
  }
}

function toRecord(document: WireDossier): RawRecord {
  return { id: document._id, kind: 'dossier', v: document.schemaVersion ?? 1, state: 'acknowledged', group: '', order: '', document }
}

/** Opens an IndexedDB database of the limit's own. */
export function openRaw(name: string, make: (database: IDBDatabase) => void): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name, 1)
    request.onupgradeneeded = () => make(request.result)
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
}

export function ended(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve()
    transaction.onabort = () => reject(transaction.error)
  })
}

export type RawPush = { dossiers: string; journal: string; ids: string[] }

/** The limit of a push: the same dossiers and events once more, under other ids, in plain requests of the same session. */
export async function pushRaw(account: Account, { dossiers, journal, ids }: RawPush): Promise<number> {
  await enrolForRequests(account)
  const wanted = new Set(ids)
  const copies = { dossiers: [] as Copied[], journal: [] as Copied[] }
  await readAll<Copied>(dossiers, async (documents) => {
    copies.dossiers.push(...documents.filter(({ _id }) => wanted.has(_id)).map(toCopy))
  })
  await readAll<Copied>(journal, async (documents) => {
    copies.journal.push(...documents.filter(({ dossierId }) => dossierId !== undefined && wanted.has(dossierId)).map(toCopy))
  })
  const beganMs = performance.now()
  await pushAll(dossiers, copies.dossiers)
  await pushAll(journal, copies.journal)
  const tookMs = performance.now() - beganMs
  if (copies.dossiers.length !== ids.length) throw new Error(`Only ${copies.dossiers.length} of ${ids.length} dossiers were read.`)
  return tookMs
}

type Copied = WireDossier & { id?: string; code?: string; dossierId?: string; _rev?: string }

function toCopy({ _rev, ...document }: Copied, turn: number): Copied {
  const kind = document._id.slice(0, document._id.indexOf(':'))
  const _id = `${kind}:${freshUlid(Date.now())}`
  const code = document.code?.replace(/\d{7}$/, `999${String(turn % 10_000).padStart(4, '0')}`)
  return { ...document, _id, id: _id, ...(code === undefined ? {} : { code }) }
}

async function pushAll(database: string, documents: Copied[]): Promise<void> {
  for (let start = 0; start < documents.length; start += pageSize) {
    const body = JSON.stringify({ docs: documents.slice(start, start + pageSize) })
    const headers = { 'content-type': 'application/json' }
    const response = await fetch(`/centre/db/${database}/_bulk_docs`, { method: 'POST', headers, body })
    const rows: { error?: string; reason?: string }[] = await response.json()
    const refused = rows.find(({ error }) => error !== undefined)
    if (refused !== undefined) throw new Error(`The limit was refused: ${refused.reason ?? refused.error}`)
  }
}
