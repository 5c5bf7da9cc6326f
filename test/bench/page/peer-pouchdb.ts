import httpAdapter from 'pouchdb-adapter-http'
import idbAdapter from 'pouchdb-adapter-idb'
import PouchDB from 'pouchdb-core'
import replication from 'pouchdb-replication'
import { type Account, enrolForRequests } from './bench-desk.ts'

type Wish = { database: string; size: number }

/** The peer as its manual has it: replicate once into IndexedDB, in pages of 1,000 (its default of 100 is slower). */
export async function loadPouchdb(account: Account, { database, size }: Wish): Promise<number> {
  await enrolForRequests(account)
  PouchDB.plugin(httpAdapter).plugin(idbAdapter).plugin(replication)
  const remote = new PouchDB(`${location.origin}/centre/db/${database}`, { adapter: 'http', skip_setup: true })
  const local = new PouchDB('peer-pouchdb', { adapter: 'idb' })
  const beganMs = performance.now()
  await PouchDB.replicate(remote, local, { batch_size: 1000 })
  const tookMs = performance.now() - beganMs
  const { doc_count: held } = await local.info()
  if (held < size) throw new Error(`Only ${held} of ${size} dossiers arrived.`)
  await local.close()
  return tookMs
}
