import { createRxDatabase, type RxJsonSchema } from 'rxdb'
import { getRxStorageDexie } from 'rxdb/plugins/storage-dexie'
import { openStore } from '#renderer/data/store/open-store.ts'

/** Frozen: the store as its first build made it, and never made anew. Dossiers had no order and no index, and there was no snapshot. */
const envelope: RxJsonSchema<Record<string, unknown>> = {
  version: 0,
  primaryKey: 'id',
  type: 'object',
  properties: {
    id: { type: 'string', maxLength: 120 },
    kind: { type: 'string' },
    v: { type: 'integer' },
    state: { type: 'string' },
    group: { type: 'string', maxLength: 64 },
    order: { type: 'string', maxLength: 80 },
    sealed: { type: 'string' },
  },
  required: ['id', 'kind', 'v', 'state', 'group', 'order', 'sealed'],
}
const grouped = { ...envelope, indexes: ['group', 'order'] }
const paper: RxJsonSchema<Record<string, unknown>> = {
  version: 0,
  primaryKey: 'id',
  type: 'object',
  properties: { id: { type: 'string', maxLength: 120 }, text: { type: 'string' } },
  required: ['id', 'text'],
}
const schemas = { dossiers: envelope, drafts: envelope, journal: grouped, catalog: envelope, pages: envelope, desk: paper }
const names = ['dossiers', 'drafts', 'journal', 'catalog', 'pages', 'desk'] as const

/** What lies in a store, collection by collection. */
export type StoredRecords = Record<string, Record<string, unknown>[]>

/** Reads this profile's store as it lies, sealed. The desk must be closed. */
export async function readProfile(): Promise<StoredRecords> {
  const store = await openStore()
  const stored: StoredRecords = {}
  for (const name of names) stored[name] = (await store[name].find().exec()).map((one) => ({ ...one.toJSON() }))
  await store.close()
  return stored
}

/** Makes this profile the one of a desk that still runs the first build. */
export async function layOldProfile(records: StoredRecords): Promise<void> {
  for (const { name = '' } of await indexedDB.databases()) {
    await new Promise((resolve) => {
      indexedDB.deleteDatabase(name).onsuccess = resolve
    })
  }
  const store = await createRxDatabase({
    name: 'mot-cua',
    storage: getRxStorageDexie({ chromeTransactionDurability: 'strict' }),
    multiInstance: false,
    eventReduce: false,
  })
  const collections = await store.addCollections(Object.fromEntries(names.map((name) => [name, { schema: schemas[name] }])))
  for (const name of names) {
    const plain = (records[name] ?? []).map((one) => (name === 'dossiers' ? { ...one, order: '' } : one))
    const { error } = (await collections[name]?.bulkInsert(plain)) ?? { error: [] }
    if (error.length > 0) throw new Error(`${name}: ${error.length} records were not laid`)
  }
  await store.close()
}
