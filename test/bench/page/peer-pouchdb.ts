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
  await replicate(remote, local)
  const tookMs = performance.now() - beganMs
  const { doc_count: held } = await local.info()
  if (held < size) throw new Error(`Only ${held} of ${size} dossiers arrived.`)
  await local.close()
  return tookMs
}

/** The replication plugin adds this to the class; its types do not say so. */
async function replicate(source: PouchDB, target: PouchDB): Promise<void> {
  if (!('replicate' in PouchDB) || typeof PouchDB.replicate !== 'function') throw new Error('pouchdb-replication did not load')
  await PouchDB.replicate(source, target, { batch_size: 1000 })
}
