import { createRequire } from 'node:module'
import type { LevelWrites } from './synced-leveldown.ts'

type Done<T extends unknown[]> = (error: Error | null | undefined, ...rest: T) => void

/** A walk over a store as it was when the walk was begun, whatever is written meanwhile. */
export type LevelIterator = { next(done: Done<[Buffer | undefined, Buffer | undefined]>): void; end(done: Done<[]>): void }
export type LevelStore = LevelWrites & {
  iterator(options: { keyAsBuffer: true; valueAsBuffer: true }): LevelIterator
  get(key: string, done: Done<[Buffer?]>): void
  batch(operations: { type: 'del'; key: string }[], done: Done<[]>): void
  approximateSize(from: string, to: string, done: Done<[number?]>): void
  compactRange(from: string, to: string, done: Done<[]>): void
}

type Level = {
  open(options: { createIfMissing: boolean; errorIfExists: boolean }, done: Done<[]>): void
  batch(operations: { type: 'put'; key: Buffer; value: Buffer }[], options: { sync: boolean }, done: Done<[]>): void
  close(done: Done<[]>): void
}

const requireOfAdapter = createRequire(createRequire(import.meta.url).resolve('pouchdb-adapter-leveldb'))
const leveldown: (location: string) => Level = requireOfAdapter('leveldown')

/** Keys and values of the snapshot, in order. */
export async function* readAll(walk: LevelIterator): AsyncGenerator<{ key: Buffer; value: Buffer }> {
  try {
    for (;;) {
      const entry = await new Promise<{ key: Buffer; value: Buffer } | undefined>((resolve, reject) => {
        walk.next((error, key, value) => {
          if (error) reject(error)
          else resolve(key === undefined || value === undefined ? undefined : { key, value })
        })
      })
      if (entry === undefined) return
      yield entry
    }
  } finally {
    await new Promise<void>((resolve) => walk.end(() => resolve()))
  }
}

const batchSize = 500

/** A new store in a folder that must not hold one yet, durable when this resolves. */
export async function writeAll(folder: string, entries: AsyncIterable<{ key: Buffer; value: Buffer }>): Promise<number> {
  const level = leveldown(folder)
  await settle((done) => level.open({ createIfMissing: true, errorIfExists: true }, done))
  let count = 0
  let batch: { type: 'put'; key: Buffer; value: Buffer }[] = []
  const flush = async (): Promise<void> => {
    const operations = batch
    batch = []
    if (operations.length > 0) await settle((done) => level.batch(operations, { sync: true }, done))
  }
  try {
    for await (const { key, value } of entries) {
      count += batch.push({ type: 'put', key, value }) > 0 ? 1 : 0
      if (batch.length >= batchSize) await flush()
    }
    await flush()
    return count
  } finally {
    await settle((done) => level.close(done))
  }
}

function settle(act: (done: Done<[]>) => void): Promise<void> {
  return new Promise((resolve, reject) => act((error) => (error ? reject(error) : resolve())))
}
