import { type Account, enrolForRequests } from './bench-desk.ts'

/** What the product's table holds of a dossier besides the sealed text, and the members that a cursor needs to filter and sort. */
type RawRecord = { id: string; kind: string; v: number; state: string; group: string; order: string; document: unknown }
type WireRow = { doc?: { _id: string; kind?: string; schemaVersion?: number } }

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
export async function readAll(database: string, take: (documents: WireDossier[]) => Promise<void>): Promise<number> {
  let since = '0'
  let count = 0
  for (;;) {
    const response = await fetch(`/centre/db/${database}/_changes?include_docs=true&limit=${pageSize}&since=${encodeURIComponent(since)}`)
    const answer: { results: WireRow[]; last_seq: string } = await response.json()
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
