import type { PageHash, PersonId } from '#core/record/ids.ts'
import { dayOf, toInstant } from '#core/record/instant.ts'
import type { CentreClient } from '../centre/centre-client.ts'
import type { Desk, Live, PageState, PageUsage } from '../desk.ts'
import { newMark } from '../dossiers/held-dossier.ts'
import { derive } from '../live.ts'
import type { Entry } from '../session/sign-in.ts'
import type { PageStore } from '../store/page-store.ts'
import { type FetchedPage, fetchPage, hashOf } from './fetch-page.ts'
import type { PagePolicyPaper } from './page-policy.ts'
import type { PageShelf } from './page-shelf.ts'
import { readPicture } from './picture.ts'

export type PagesParts = {
  shelf: PageShelf
  store: PageStore
  centre: CentreClient
  policy: PagePolicyPaper
  entry(): Entry
  now: () => number
  /** Called when there is something new to send. */
  changed(): void
}

/** Page images: from the scanner into the store, and back from the store or the centre. */
export function createPages(parts: PagesParts): Desk['pages'] {
  const states = new Map<string, Live<PageState>>()
  return {
    policy: parts.policy.live,
    setPolicy: async (policy) => {
      await parts.policy.set(policy)
      parts.changed()
    },
    usage: derive([parts.shelf.version], () => usageOf(parts.shelf)),
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
  if (bytes === undefined) return openFetched(await fetchPage(parts, parts.entry().device.databases.pages, hash))
  await noteUse(parts, hash)
  return {
    image: new Blob([bytes], { type: parts.shelf.find(hash)?.mediaType ?? 'image/png' }),
    async small() {
      const thumbnail = await parts.store.find(hash, 'thumbnail')
      return new Blob([thumbnail ?? bytes], { type: 'image/jpeg' })
    },
  }
}

function openFetched({ held, bytes, thumbnail }: FetchedPage): OpenedPage {
  return {
    image: new Blob([bytes], { type: held.mediaType }),
    small: async () => new Blob([thumbnail], { type: 'image/jpeg' }),
  }
}

/** Remembers the day on which a page was looked at: what nobody looks at goes first when the disk is full. */
async function noteUse({ shelf, now }: PagesParts, hash: PageHash): Promise<void> {
  const held = shelf.find(hash)
  const at = toInstant(now())
  if (held === undefined || (held.usedAt !== undefined && dayOf(held.usedAt) === dayOf(at))) return
  // A full disk must not keep anybody from looking.
  await shelf.put({ ...held, usedAt: at }).catch(() => undefined)
}

function usageOf(shelf: PageShelf): PageUsage {
  const usage = { pages: 0, bytes: 0, unsentBytes: 0 }
  for (const { sizeBytes, mark } of shelf.list()) {
    usage.pages += 1
    usage.bytes += sizeBytes
    if (mark.state !== 'acknowledged') usage.unsentBytes += sizeBytes
  }
  return usage
}

function stateOf({ shelf }: PagesParts, hash: PageHash): PageState {
  const held = shelf.find(hash)
  if (held === undefined) return { hash, sync: 'acknowledged', refusal: null, sizeBytes: 0, onThisDesk: false }
  return { hash, sync: held.mark.state, refusal: held.mark.refusal, sizeBytes: held.sizeBytes, onThisDesk: true }
}
