import { PageHash } from '#core/record/ids.ts'
import { RuleBroken } from '#core/record/rule-broken.ts'
import type { CentreClient } from '../centre/centre-client.ts'
import { acknowledgedMark } from '../dossiers/held-dossier.ts'
import { toHex } from '../sealing/base64.ts'
import type { PageStore } from '../store/page-store.ts'
import type { HeldPage, PageShelf } from './page-shelf.ts'
import { readPicture } from './picture.ts'

export type FetchParts = { shelf: PageShelf; store: PageStore; centre: CentreClient }

export type FetchedPage = { held: HeldPage; bytes: Uint8Array<ArrayBuffer>; thumbnail: Uint8Array<ArrayBuffer> }

const downloadMs = 120_000

/**
 * Brings a page of another desk from the centre: compared with its hash, then kept here as acknowledged.
 * @throws RuleBroken `not-found` where the centre does not answer, has no such page, or has other bytes under its name
 */
export async function fetchPage({ shelf, store, centre }: FetchParts, database: string, hash: PageHash): Promise<FetchedPage> {
  const answer = await centre.bytes(`/db/${database}/page:${hash}/bytes`, downloadMs)
  if (answer.kind !== 'ok' || (await hashOf(answer.value)) !== hash) throw new RuleBroken('not-found')
  const bytes = answer.value
  const { thumbnail, ...facts } = await readPicture(bytes)
  await store.put(hash, { bytes, thumbnail })
  const held = { page: hash, sizeBytes: bytes.length, ...facts, mark: acknowledgedMark('') }
  await shelf.put(held)
  return { held, bytes, thumbnail }
}

/** A page's identity: SHA-256 of its bytes. */
export async function hashOf(bytes: Uint8Array<ArrayBuffer>): Promise<PageHash> {
  return PageHash.parse(toHex(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))))
}
