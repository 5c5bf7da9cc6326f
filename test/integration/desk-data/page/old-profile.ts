import { createRxDatabase, type RxJsonSchema } from 'rxdb'
import { getRxStorageDexie } from 'rxdb/plugins/storage-dexie'
import { openStore } from '#renderer/data/store/open-store.ts'

/** Frozen: the store as its first build made it, and never made anew: dossiers had no order and no index, and there was no snapshot. */
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
const ordered = { ...envelope, version: 1, indexes: ['order'] }
const first = { dossiers: envelope, drafts: envelope, journal: grouped, catalog: envelope, pages: envelope, desk: paper }

/** Builds whose store had another shape: the first one, and the last before a day could be closed. */
export type OldBuild = 'first' | 'without-closes'

const schemasOf: Record<OldBuild, Record<string, RxJsonSchema<Record<string, unknown>>>> = {
  first,
  'without-closes': { ...first, dossiers: ordered, snapshots: envelope },
}
const names = ['dossiers', 'drafts', 'journal', 'catalog', 'pages', 'desk', 'snapshots'] as const

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

/** Makes this profile the one of a desk that still runs an old build. Page images lie as they always have. */
export async function layOldProfile(records: StoredRecords, build: OldBuild = 'first'): Promise<void> {
  for (const { name = '' } of await indexedDB.databases()) if (name.startsWith('rxdb')) await dropDatabase(name)
  const schemas = schemasOf[build]
  const store = await createRxDatabase({
    name: 'mot-cua',
    storage: getRxStorageDexie({ chromeTransactionDurability: 'strict' }),
    multiInstance: false,
    eventReduce: false,
  })
  const migrationStrategies = { 1: (stored: Record<string, unknown>) => stored }
  const settings = Object.entries(schemas).map(([name, schema]) => [
    name,
    schema.version > 0 ? { schema, migrationStrategies } : { schema },
  ])
  const collections = await store.addCollections(Object.fromEntries(settings))
  for (const name of Object.keys(schemas)) {
    const plain = (records[name] ?? []).map((one) => (build === 'first' && name === 'dossiers' ? { ...one, order: '' } : one))
    const { error } = (await collections[name]?.bulkInsert(plain)) ?? { error: [] }
    if (error.length > 0) throw new Error(`${name}: ${error.length} records were not laid`)
  }
  await store.close()
}

function dropDatabase(name: string): Promise<void> {
  return new Promise((dropped, refuse) => {
    const request = indexedDB.deleteDatabase(name)
    request.onsuccess = () => dropped()
    request.onerror = () => refuse(request.error ?? new Error(`${name} was not dropped`))
    request.onblocked = () => refuse(new Error(`${name} is still open`))
  })
}
