import { epochMsOf } from '#core/record/instant.ts'
import type { Brief } from '../dossiers/brief.ts'
import type { Numbering } from '../numbering/numbering.ts'
import { isEvictable } from '../pages/evict-pages.ts'
import { createCouch } from './couch.ts'
import type { SyncParts } from './sync-parts.ts'
import { dropDossiers } from './take-away.ts'

export type EvictParts = Pick<SyncParts, 'shelf' | 'events' | 'pageShelf' | 'pageStore' | 'centre' | 'now'> & {
  numbering: Pick<Numbering, 'keep'>
  /** Share of the storage that this profile may use which it has used, 0–1; null where the browser does not say. */
  usedShare(): Promise<number | null>
}

const monthMs = 30 * 24 * 3_600_000
/** From here on the disk is short, and dossiers go sooner than the setting says. */
const pressedShare = 0.8
const pressedMonths = 3
const batch = 100

/**
 * Lets closed dossiers go that nobody has touched for `keepMonths`, with their events and pages: they are found again at the centre.
 * Never one with unsent work, an open case or pages that the province has not confirmed; each is asked for once more at the centre.
 */
export async function evictDossiers(parts: EvictParts, database: string, keepMonths: number): Promise<number> {
  const used = await parts.usedShare()
  const months = used !== null && used > pressedShare ? Math.min(keepMonths, pressedMonths) : keepMonths
  const before = parts.now() - months * monthMs
  const old = [...parts.shelf.briefs()].filter((brief) => mayGo(parts, brief, before))
  if (old.length === 0) return 0
  // Numbers that were given are read off the dossiers; once those are gone this note alone knows the highest.
  await parts.numbering.keep()
  const couch = createCouch(parts.centre, database)
  let gone = 0
  for (let start = 0; start < old.length; start += batch) {
    const asked = old.slice(start, start + batch)
    const present = await couch.listPresent(asked.map(({ id }) => id))
    if (present.kind !== 'ok') return gone
    gone += await parts.shelf.serial(() => dropThose(parts, asked, { before, present: present.value }))
  }
  return gone
}

async function dropThose(
  parts: EvictParts,
  asked: Brief[],
  { before, present }: { before: number; present: Set<string> },
): Promise<number> {
  const going: Brief[] = []
  for (const { id } of asked) {
    const brief = parts.shelf.brief(id)
    if (brief === undefined || !present.has(id) || !mayGo(parts, brief, before)) continue
    const mark = (await parts.shelf.open(id))?.mark
    if (mark?.state === 'acknowledged' && mark.at !== 'office') going.push(brief)
  }
  await dropDossiers(parts, going)
  return going.length
}

function mayGo({ shelf, pageShelf }: Pick<EvictParts, 'shelf' | 'pageShelf'>, brief: Brief, before: number): boolean {
  const { status, updatedAt } = brief.row
  if ((status !== 3 && status !== 8 && status !== 10) || epochMsOf(updatedAt) >= before) return false
  // One that somebody has opened since the desk was started stays, so that nothing vanishes under their eyes.
  if (brief.unsent || brief.aside || shelf.opened(brief.id) !== undefined) return false
  if (brief.cases.some(({ settled }) => settled === null)) return false
  return brief.placements.every(({ page }) => {
    const held = pageShelf.find(page)
    return held === undefined || isEvictable(held)
  })
}
