import type { QueueQuery } from '#renderer/data/desk.ts'
import { getDesk } from './bench-desk.ts'
import { ended, openRaw } from './raw-store.ts'

const first = 50
const closed: number[] = [3, 8, 10]

export type QueueTimes = { ours: number[]; raw: number[]; rows: number; longest: number }

/** The first 50 open dossiers of one sector by appointment: ours as a question never asked before, beside an indexed cursor. */
export async function askQueue(samples: number): Promise<QueueTimes> {
  const desk = getDesk()
  const sector = mostFrequent(desk.dossiers.rows.get().map((row) => row.sector))
  const order: QueueQuery['order'] = { column: 'dueAt', descending: false }
  const store = await openIndexed()
  const times: QueueTimes = { ours: [], raw: [], rows: 0, longest: 0 }
  for (let turn = 0; turn < samples; turn++) {
    const beganMs = performance.now()
    // Blanks mean nothing to the filter and make the question a new one, so no earlier answer is handed back.
    const shown = desk.dossiers
      .queue({ tab: 'open', text: ' '.repeat(turn), order, sector })
      .get()
      .rows.slice(0, first)
    const answeredMs = performance.now()
    const read = await readFirst(store, sector)
    times.ours.push(answeredMs - beganMs)
    times.raw.push(performance.now() - answeredMs)
    if (read.length !== shown.length) throw new Error(`The queue has ${shown.length} rows, the cursor ${read.length}.`)
    times.rows = shown.length
  }
  store.close()
  return times
}

/** The rows of this desk once more, in the open, under the index that the question wants. Not timed. */
async function openIndexed(): Promise<IDBDatabase> {
  const store = await openRaw(`limit-queue-${crypto.randomUUID()}`, (made) => {
    made.createObjectStore('rows', { keyPath: 'id' }).createIndex('wanted', ['open', 'sector', 'dueAt'])
  })
  const rows = getDesk().dossiers.rows.get()
  for (let start = 0; start < rows.length; start += 5000) {
    const transaction = store.transaction('rows', 'readwrite')
    for (const row of rows.slice(start, start + 5000)) {
      transaction.objectStore('rows').put({ ...row, open: closed.includes(row.status) ? 0 : 1, dueAt: row.dueAt ?? '9' })
    }
    await ended(transaction)
  }
  return store
}

function readFirst(store: IDBDatabase, sector: string): Promise<unknown[]> {
  return new Promise((resolve, reject) => {
    const found: unknown[] = []
    const range = IDBKeyRange.bound([1, sector, ''], [1, sector, '\uffff'])
    const request = store.transaction('rows').objectStore('rows').index('wanted').openCursor(range)
    request.onerror = () => reject(request.error)
    request.onsuccess = () => {
      const cursor = request.result
      if (cursor === null || found.length === first) return resolve(found)
      found.push(cursor.value)
      cursor.continue()
    }
  })
}

function mostFrequent(values: string[]): string {
  const counts = new Map<string, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? ''
}
