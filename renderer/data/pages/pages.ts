import type { PersonId } from '#core/record/ids.ts'
import { PageHash } from '#core/record/ids.ts'
import { toInstant } from '#core/record/instant.ts'
import { RuleBroken } from '#core/record/rule-broken.ts'
import type { CentreClient } from '../centre/centre-client.ts'
import type { Desk, Live, PageState } from '../desk.ts'
import { acknowledgedMark, newMark } from '../dossiers/held-dossier.ts'
import { derive } from '../live.ts'
import { toHex } from '../sealing/base64.ts'
import type { Entry } from '../session/sign-in.ts'
import type { PageStore } from '../store/page-store.ts'
import type { PageShelf } from './page-shelf.ts'
import { type Picture, readPicture } from './picture.ts'

export type PagesParts = {
  shelf: PageShelf
  store: PageStore
  centre: CentreClient
  entry(): Entry
  now: () => number
  /** Called when there is something new to send. */
  changed(): void
}

const downloadMs = 120_000

/** Page images: from the scanner into the store, and back from the store or the centre. */
export function createPages(parts: PagesParts): Desk['pages'] {
  const states = new Map<string, Live<PageState>>()
  return {
    add: (bytes) => addPage(parts, new Uint8Array(bytes)),
    open: async (hash) => (await openPart(parts, hash)).image,
    thumbnail: async (hash) => (await openPart(parts, hash)).small(),
    state(hash) {
      const live = states.get(hash) ?? derive([parts.shelf.version], () => stateOf(parts, hash))
      states.set(hash, live)
      return live
    },
  }
}

async function addPage(parts: PagesParts, bytes: Uint8Array<ArrayBuffer>) {
  const author: PersonId = parts.entry().person.id
  const picture = await readPicture(bytes)
  const hash = await hashOf(bytes)
  const facts = { page: hash, mediaType: picture.mediaType, sizeBytes: bytes.length, widthPx: picture.widthPx, heightPx: picture.heightPx }
  if (parts.shelf.find(hash) === undefined) {
    await parts.store.put(hash, { bytes, thumbnail: picture.thumbnail })
    await parts.shelf.put({ ...facts, mark: newMark({ author, since: toInstant(parts.now()) }) })
    parts.changed()
  }
  return facts
}

type OpenedPage = { image: Blob; small(): Promise<Blob> }

async function openPart(parts: PagesParts, hash: PageHash): Promise<OpenedPage> {
  const bytes = await parts.store.find(hash, 'bytes')
  if (bytes === undefined) return fetchPage(parts, hash)
  return {
    image: new Blob([bytes], { type: parts.shelf.find(hash)?.mediaType ?? 'image/png' }),
    async small() {
      const thumbnail = await parts.store.find(hash, 'thumbnail')
      return new Blob([thumbnail ?? bytes], { type: 'image/jpeg' })
    },
  }
}

/** A page of another desk: fetched, compared with its hash, and kept. */
async function fetchPage(parts: PagesParts, hash: PageHash): Promise<OpenedPage> {
  const { device } = parts.entry()
  const answer = await parts.centre.bytes(`/db/${device.databases.pages}/page:${hash}/bytes`, downloadMs)
  if (answer.kind !== 'ok' || (await hashOf(answer.value)) !== hash) throw new RuleBroken('not-found')
  const picture: Picture = await readPicture(answer.value)
  const { thumbnail, ...facts } = picture
  await parts.store.put(hash, { bytes: answer.value, thumbnail })
  await parts.shelf.put({ page: hash, sizeBytes: answer.value.length, ...facts, mark: acknowledgedMark('') })
  const image = new Blob([answer.value], { type: picture.mediaType })
  return { image, small: async () => new Blob([thumbnail], { type: 'image/jpeg' }) }
}

function stateOf({ shelf }: PagesParts, hash: PageHash): PageState {
  const held = shelf.find(hash)
  if (held === undefined) return { hash, sync: 'acknowledged', refusal: null, sizeBytes: 0, onThisDesk: false }
  return { hash, sync: held.mark.state, refusal: held.mark.refusal, sizeBytes: held.sizeBytes, onThisDesk: true }
}

async function hashOf(bytes: Uint8Array<ArrayBuffer>): Promise<PageHash> {
  return PageHash.parse(toHex(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))))
}
