import { createRxDatabase, type RxJsonSchema } from 'rxdb'
import { replicateCouchDB } from 'rxdb/plugins/replication-couchdb'
import { getRxStorageDexie } from 'rxdb/plugins/storage-dexie'
import { type Account, enrolForRequests } from './bench-desk.ts'

type Wish = { database: string; size: number }

const schema: RxJsonSchema<{ id: string }> = {
  version: 0,
  primaryKey: 'id',
  type: 'object',
  properties: { id: { type: 'string', maxLength: 120 } },
  required: ['id'],
}

/** The peer as its manual has it: its CouchDB plugin, once, into its Dexie storage, in pages of 1,000. */
export async function loadRxdb(account: Account, { database, size }: Wish): Promise<number> {
  await enrolForRequests(account)
  const store = await createRxDatabase({ name: 'peer-rxdb', storage: getRxStorageDexie(), multiInstance: false, eventReduce: false })
  const { dossiers } = await store.addCollections({ dossiers: { schema } })
  const beganMs = performance.now()
  const replication = replicateCouchDB<{ id: string }>({
    replicationIdentifier: 'bench',
    collection: dossiers,
    url: `${location.origin}/centre/db/${database}/`,
    live: false,
    pull: { batchSize: 1000 },
  })
  const failed = new Promise<never>((_resolve, reject) => replication.error$.subscribe((error) => reject(error)))
  await Promise.race([replication.awaitInitialReplication(), failed])
  const tookMs = performance.now() - beganMs
  const held = await dossiers.count().exec()
  if (held < size) throw new Error(`Only ${held} of ${size} dossiers arrived.`)
  await store.close()
  return tookMs
}
