/// <reference path="./pouchdb.d.ts" />
import idbAdapter from 'pouchdb-adapter-idb'
import PouchDB, { type PouchDocument } from 'pouchdb-core'
import { openBytes, sealBytes } from '../sealing/seal.ts'
import { guardStorage } from './storage-guard.ts'
import { requireStrictDurability } from './strict-durability.ts'
import type { Vault } from './vault.ts'

export type PagePart = 'bytes' | 'thumbnail'

/** Sealed page images, by hash. */
export type PageStore = {
  has(hash: string): Promise<boolean>
  put(hash: string, parts: Record<PagePart, Uint8Array<ArrayBuffer>>): Promise<void>
  find(hash: string, part: PagePart): Promise<Uint8Array<ArrayBuffer> | undefined>
  /** Frees the room that a page takes. */
  remove(hash: string): Promise<void>
  close(): Promise<void>
}

const sealedType = 'application/octet-stream'

export function openPageStore(vault: Vault): PageStore {
  requireStrictDurability()
  PouchDB.plugin(idbAdapter)
  const use = keepOpen(() => new PouchDB('mot-cua-pages', { adapter: 'idb', auto_compaction: true, revs_limit: 1 }))
  return {
    has: async (hash) => (await findOrNothing(() => use((database) => database.get(hash)))) !== undefined,
    async put(hash, { bytes, thumbnail }) {
      const seal = async (part: PagePart, plain: Uint8Array<ArrayBuffer>) => ({
        content_type: sealedType,
        data: new Blob([await sealBytes(vault.key(), `${part}/${hash}`, plain)], { type: sealedType }),
      })
      const document = { _id: hash, _attachments: { bytes: await seal('bytes', bytes), thumbnail: await seal('thumbnail', thumbnail) } }
      await guardStorage(() => use((database) => putOnce(database, document)))
    },
    async find(hash, part) {
      const found = await findOrNothing(() => use((database) => database.getAttachment(hash, part)))
      if (!(found instanceof Blob)) return undefined
      return openBytes(vault.key(), `${part}/${hash}`, new Uint8Array(await found.arrayBuffer()))
    },
    async remove(hash) {
      const stored = await findOrNothing(() => use((database) => database.get(hash)))
      if (stored !== undefined) await guardStorage(() => use((database) => database.remove({ _id: stored._id, _rev: stored._rev })))
    },
    close: () => use((database) => database.close()),
  }
}

/**
 * PouchDB closes its database for good when a write finds the disk full. After any failure that is no answer, the next call opens it
 * anew, so that pages can be stored and seen again once there is room.
 */
function keepOpen(open: () => PouchDB): <T>(run: (database: PouchDB) => Promise<T>) => Promise<T> {
  let database: PouchDB | undefined = open()
  return async (run) => {
    const used = database ?? open()
    database = used
    try {
      return await run(used)
    } catch (cause) {
      if (statusOf(cause) !== 404 && database === used) database = undefined
      throw cause
    }
  }
}

/** A page is its content: one that is already here needs no second copy. */
async function putOnce(database: PouchDB, document: PouchDocument): Promise<void> {
  try {
    await database.put(document)
  } catch (cause) {
    if (statusOf(cause) !== 409) throw cause
  }
}

async function findOrNothing<T>(read: () => Promise<T>): Promise<T | undefined> {
  try {
    return await read()
  } catch (cause) {
    if (statusOf(cause) === 404) return undefined
    throw cause
  }
}

function statusOf(cause: unknown): unknown {
  return typeof cause === 'object' && cause !== null && 'status' in cause ? cause.status : undefined
}
