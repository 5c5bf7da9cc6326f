import type { RxCollection } from 'rxdb'
import { briefVersion } from '../dossiers/brief.ts'
import type { Snapshot, SnapshotFile } from '../dossiers/shelf-snapshot.ts'
import { fromBase64, toBase64 } from '../sealing/base64.ts'
import { openBytes, sealBytes } from '../sealing/seal.ts'
import type { Envelope } from './open-store.ts'
import { guardStorage } from './storage-guard.ts'
import { createUpsert } from './upsert.ts'
import type { Vault } from './vault.ts'

const id = 'snapshot:dossiers'

/** The snapshot of the dossiers, one record: packed, then sealed, so that a torn or foreign one does not open. */
export function createSnapshotFile(collection: RxCollection<Envelope>, vault: Vault): SnapshotFile {
  const upsert = createUpsert(collection)
  return {
    async find() {
      try {
        const found = await collection.findOne(id).exec()
        if (found === null || found.group !== briefVersion) return undefined
        return await unpack(await openBytes(vault.key(), id, fromBase64(found.sealed)))
      } catch {
        return undefined
      }
    },
    async put(snapshot) {
      const sealed = toBase64(await sealBytes(vault.key(), id, await pack(snapshot)))
      await guardStorage(() => upsert({ id, kind: 'snapshot', v: 1, state: 'local', group: briefVersion, order: '', sealed }))
    },
  }
}

async function pack(snapshot: Snapshot): Promise<Uint8Array<ArrayBuffer>> {
  const plain = new Blob([JSON.stringify(snapshot)]).stream()
  return new Uint8Array(await new Response(plain.pipeThrough(new CompressionStream('gzip'))).arrayBuffer())
}

/** Our own and authenticated, so it is not parsed again by a schema. */
async function unpack(bytes: Uint8Array<ArrayBuffer>): Promise<Snapshot> {
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'))).json()
}
