import type { Refusal, SyncMark } from '#core/sync/mark.ts'
import type { SyncParts } from './sync-parts.ts'

/** Which refused items go again. */
export type Chosen = (item: { key: string; refusal: Refusal | null }) => boolean

/** Lets refused items go again: on demand, or because the centre's rules have changed. What they hold is not touched. */
export async function releaseRefused({ shelf, pageShelf }: SyncParts, chosen: Chosen): Promise<void> {
  const again = (key: string, mark: SyncMark): SyncMark =>
    mark.state === 'refused' && chosen({ key, refusal: mark.refusal }) ? { ...mark, state: 'local', refusal: null } : mark
  await shelf.serial(async () => {
    for (const held of [...shelf.unsent()]) {
      const mark = again(held.record.id, held.mark)
      const pendingEvents = held.pendingEvents.map((one) => ({ ...one, mark: again(one.event.id, one.mark) }))
      const changed = mark !== held.mark || pendingEvents.some((one, index) => one.mark !== held.pendingEvents[index]?.mark)
      if (changed) await shelf.put({ ...held, mark, pendingEvents })
    }
  })
  for (const page of [...pageShelf.list()]) {
    const mark = again(`page:${page.page}`, page.mark)
    if (mark !== page.mark) await pageShelf.put({ ...page, mark })
  }
}

/** Refusals that other rules or other rights may lift. */
export function isForRules(refusal: Refusal): boolean {
  return refusal.code !== 'conflict' && refusal.code !== 'digest_mismatch' && refusal.code !== 'too_large'
}
