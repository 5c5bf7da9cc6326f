import { addRxPlugin, createRxDatabase, type RxCollection, type RxDatabase, type RxJsonSchema } from 'rxdb'
import { RxDBCleanupPlugin } from 'rxdb/plugins/cleanup'
import { RxDBMigrationSchemaPlugin } from 'rxdb/plugins/migration-schema'
import { getRxStorageDexie } from 'rxdb/plugins/storage-dexie'
import { createReopening } from './reopen-store.ts'
import { requireStrictDurability } from './strict-durability.ts'

/** What lies on disk: an id, the record's kind and schema version, index fields that name nobody, and the rest sealed. */
export type Envelope = { id: string; kind: string; v: number; state: string; group: string; order: string; sealed: string }

/** The desk's own papers, needed before anybody has signed in: device, officials' wrapped keys, slot, checkpoints. No citizen in them. */
export type DeskPaper = { id: string; text: string }

type Collections = {
  dossiers: RxCollection<Envelope>
  drafts: RxCollection<Envelope>
  journal: RxCollection<Envelope>
  catalog: RxCollection<Envelope>
  pages: RxCollection<Envelope>
  snapshots: RxCollection<Envelope>
  closes: RxCollection<Envelope>
  desk: RxCollection<DeskPaper>
}

export type Store = RxDatabase<Collections>

const plainEnvelope: RxJsonSchema<Envelope> = {
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

const groupedEnvelope: RxJsonSchema<Envelope> = { ...plainEnvelope, indexes: ['group', 'order'] }

/** Dossiers carry the number of their last write in `order`. Version 1 brought its index. */
const orderedEnvelope: RxJsonSchema<Envelope> = { ...plainEnvelope, version: 1, indexes: ['order'] }

const deskPaper: RxJsonSchema<DeskPaper> = {
  version: 0,
  primaryKey: 'id',
  type: 'object',
  properties: { id: { type: 'string', maxLength: 120 }, text: { type: 'string' } },
  required: ['id', 'text'],
}

/** Opens the records of this profile, every write strict. One window only: the caller holds the profile's lock. */
export async function openStore(): Promise<Store> {
  requireStrictDurability()
  addRxPlugin(RxDBCleanupPlugin)
  addRxPlugin(RxDBMigrationSchemaPlugin)
  const reopening = createReopening()
  const store: Store = await createRxDatabase<Collections>({
    name: 'mot-cua',
    storage: getRxStorageDexie({ chromeTransactionDurability: 'strict', onCreate: reopening.keepOpen }),
    multiInstance: false,
    eventReduce: false,
  })
  store.onClose.push(async () => reopening.end())
  await store.addCollections({
    dossiers: { schema: orderedEnvelope, migrationStrategies: { 1: (stored: Envelope) => stored } },
    drafts: { schema: plainEnvelope },
    journal: { schema: groupedEnvelope },
    catalog: { schema: plainEnvelope },
    pages: { schema: plainEnvelope },
    snapshots: { schema: plainEnvelope },
    closes: { schema: plainEnvelope },
    desk: { schema: deskPaper },
  })
  // RxDB only marks what was removed; a draft that has become a dossier leaves the disk for good.
  await store.drafts.cleanup(0)
  return store
}
