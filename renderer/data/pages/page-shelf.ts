import type { Placement } from '#core/dossier/dossier.ts'
import { PageHash } from '#core/record/ids.ts'
import type { Instant } from '#core/record/instant.ts'
import type { SyncMark } from '#core/sync/mark.ts'
import type { Live } from '../desk.ts'
import { createSource } from '../live.ts'
import type { SealedTable } from '../store/sealed-table.ts'

/** What this desk knows of a page it holds: its facts, how it stands with the centre, and when somebody last looked at it. */
export type HeldPage = Pick<Placement, 'page' | 'mediaType' | 'sizeBytes' | 'widthPx' | 'heightPx'> & { mark: SyncMark; usedAt?: Instant }

/** The pages that lie on this desk, by hash; images themselves are in the page store. */
export type PageShelf = {
  version: Live<number>
  find(hash: string): HeldPage | undefined
  list(): Iterable<HeldPage>
  put(page: HeldPage): Promise<void>
  /** Forgets a page that the centre has. */
  remove(hash: string): Promise<void>
  load(): Promise<void>
  clear(): void
}

export function createPageShelf(table: SealedTable<HeldPage>): PageShelf {
  const held = new Map<string, HeldPage>()
  const version = createSource(0)
  const changed = () => version.set(version.get() + 1)
  return {
    version,
    find: (hash) => held.get(hash),
    list: () => held.values(),
    async put(page) {
      const hash = PageHash.parse(page.page)
      await table.put({
        id: `page:${hash}`,
        kind: 'page',
        v: 1,
        state: page.mark.state === 'acknowledged' ? 'acknowledged' : 'unsent',
        body: page,
      })
      held.set(hash, page)
      changed()
    },
    async remove(hash) {
      await table.remove(`page:${hash}`)
      held.delete(hash)
      changed()
    },
    async load() {
      for (const page of await table.listAll()) held.set(page.page, page)
      changed()
    },
    clear() {
      held.clear()
      changed()
    },
  }
}
