import type { PageHash } from '#core/record/ids.ts'
import type { SignedInOfficial } from '../desk.ts'
import { isMine } from '../dossiers/queue.ts'
import type { Shelf } from '../dossiers/shelf.ts'
import type { PageShelf } from './page-shelf.ts'

/** Dossiers of my queue whose pages are fetched before I open them. */
const dossiersAhead = 100

/** Pages that the official's own queue will need and that are not on this desk, the nearest appointment first. */
export function listWantedPages(shelf: Shelf, pages: PageShelf, official: SignedInOfficial | null): PageHash[] {
  if (official === null) return []
  const mine = [...shelf.briefs()].filter((brief) => isMine(brief, official))
  mine.sort((a, b) => compareDue(a.row.dueAt, b.row.dueAt))
  const hashes = mine.slice(0, dossiersAhead).flatMap(({ placements }) => placements.map(({ page }) => page))
  return [...new Set(hashes)].filter((hash) => pages.find(hash) === undefined)
}

/** Pages of dossiers that somebody still works on. */
export function listPagesInHand(shelf: Shelf): ReadonlySet<string> {
  const open = [...shelf.briefs()].filter(({ row }) => row.holderRole !== null)
  return new Set(open.flatMap(({ placements }) => placements.map(({ page }) => page)))
}

function compareDue(a: string | null, b: string | null): number {
  if (a === b) return 0
  if (a === null) return 1
  if (b === null) return -1
  return a < b ? -1 : 1
}
