import type { PageStore } from '../store/page-store.ts'
import type { HeldPage, PageShelf } from './page-shelf.ts'

export type EvictParts = {
  shelf: PageShelf
  store: PageStore
  /** Which of these pages the province's centre has at this moment; undefined where it did not answer. */
  listPresent(pages: HeldPage[]): Promise<ReadonlySet<string> | undefined>
  /** Pages of work in hand; they stay as long as others can go. */
  inHand(): ReadonlySet<string>
}

const bytesOfMb = 1_000_000
const batch = 50

/** True where the province has confirmed the page: the only pages that this desk may let go. */
export const isEvictable = ({ mark }: HeldPage): boolean => mark.state === 'acknowledged' && mark.at !== 'office'

/** Bytes of page images on this desk. */
export function heldBytes(shelf: PageShelf): number {
  let bytes = 0
  for (const { sizeBytes } of shelf.list()) bytes += sizeBytes
  return bytes
}

/**
 * Lets pages go until the desk is under its limit: those of closed work first, then those that nobody has looked at for longest.
 * Never one that the province has not acknowledged; each batch is asked for once more at the centre before it goes.
 */
export async function evictPages({ shelf, store, listPresent, inHand }: EvictParts, keepMb: number): Promise<number> {
  let over = heldBytes(shelf) - keepMb * bytesOfMb
  if (over <= 0) return 0
  const busy = inHand()
  const rank = (page: HeldPage) => (busy.has(page.page) ? 1 : 0)
  const candidates = [...shelf.list()].filter(isEvictable)
  candidates.sort((a, b) => rank(a) - rank(b) || ((a.usedAt ?? '') < (b.usedAt ?? '') ? -1 : 1))
  let evicted = 0
  for (let start = 0; start < candidates.length && over > 0; start += batch) {
    const asked = candidates.slice(start, start + batch)
    const present = await listPresent(asked)
    if (present === undefined) return evicted
    for (const page of asked) {
      if (over <= 0) break
      const held = shelf.find(page.page)
      if (held === undefined || !isEvictable(held) || !present.has(page.page)) continue
      // The entry first: an image without one is fetched anew when somebody opens it.
      await shelf.remove(page.page)
      await store.remove(page.page)
      over -= page.sizeBytes
      evicted += 1
    }
  }
  return evicted
}
