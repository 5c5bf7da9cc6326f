import { toInstant } from '#core/record/instant.ts'
import type { Brief } from '../dossiers/brief.ts'
import { isEvictable } from '../pages/evict-pages.ts'
import type { SyncParts } from './sync-parts.ts'

type AwayParts = Pick<SyncParts, 'shelf' | 'events' | 'pageShelf' | 'pageStore' | 'now'>

/** Said of work on a dossier that was taken back meanwhile: it is kept, and handed in. */
export const routedAway = 'routed-away'

/**
 * Dossiers that this agency's databases hold no longer: taken back, or ended by the centre. A clean copy leaves this desk with its
 * events and pages. One with unsent work stays, refused, until that work has been handed in.
 */
export async function takeAway(parts: AwayParts, ids: string[]): Promise<void> {
  const { shelf, now } = parts
  await shelf.serial(async () => {
    const gone: Brief[] = []
    for (const id of ids) {
      const brief = shelf.brief(id)
      const held = brief?.unsent === true ? await shelf.open(id) : undefined
      if (held === undefined) {
        if (brief !== undefined) gone.push(brief)
        continue
      }
      if (held.mark.refusal?.reason === routedAway) continue
      const refusal = { code: 'forbidden' as const, reason: routedAway, at: toInstant(now()) }
      await shelf.put({ ...held, mark: { ...held.mark, state: 'refused', refusal } })
    }
    await dropDossiers(parts, gone)
  })
}

/** Takes clean dossiers off this desk: the dossiers first, so that a crash leaves nothing half shown. Call inside `serial`. */
export async function dropDossiers({ shelf, events, pageShelf, pageStore }: Omit<AwayParts, 'now'>, gone: Brief[]): Promise<void> {
  if (gone.length === 0) return
  await shelf.removeMany(gone.map(({ id }) => id))
  await events.removeOf(gone.map(({ id }) => id))
  const needed = new Set([...shelf.briefs()].flatMap(({ placements }) => placements.map(({ page }) => page)))
  for (const { placements } of gone) {
    for (const { page } of placements) {
      const held = pageShelf.find(page)
      if (needed.has(page) || held === undefined || !isEvictable(held)) continue
      await pageShelf.remove(page)
      await pageStore.remove(page)
    }
  }
}
