import type { CloseShelf } from '../day-close/close-shelf.ts'
import type { Live, OutboxItem, SyncStatus } from '../desk.ts'
import type { Shelf } from '../dossiers/shelf.ts'
import { derive } from '../live.ts'
import type { HeldPage, PageShelf } from '../pages/page-shelf.ts'
import type { Flight } from './flight.ts'
import { isAtOffice } from './levels.ts'
import type { Link } from './link.ts'
import { closeItem, dossierItem, eventItem, type PageHolder, pageItem } from './outbox-item.ts'
import type { Place } from './place.ts'

export type PlacedPage = { page: HeldPage; dossier: PageHolder }

/** Pages that stand in a saved dossier, with the first dossier they stand in. A draft's pages are nobody's business yet. */
export function listPlacedPages(shelf: Shelf, pageShelf: PageShelf): PlacedPage[] {
  const wanted = new Map([...pageShelf.list()].filter(({ mark }) => mark.state !== 'acknowledged').map((page) => [page.page, page]))
  const placed: PlacedPage[] = []
  if (wanted.size === 0) return placed
  for (const dossier of shelf.briefs()) {
    for (const placement of dossier.placements) {
      const page = wanted.get(placement.page)
      if (page === undefined) continue
      wanted.delete(placement.page)
      placed.push({ page, dossier })
    }
  }
  return placed
}

/** Every item that the centre has not confirmed, and why: what was refused first, then text before pages, oldest first. */
export function createOutbox(shelf: Shelf, pageShelf: PageShelf, flight: Flight, closes: CloseShelf): Live<OutboxItem[]> {
  return derive([shelf.version, pageShelf.version, flight.keys, closes.live], () => {
    const items: OutboxItem[] = []
    for (const held of shelf.unsent()) {
      if (held.mark.state !== 'acknowledged') items.push(dossierItem(held))
      for (const one of held.pendingEvents) if (one.mark.state !== 'acknowledged') items.push(eventItem(one))
    }
    for (const one of closes.unsent()) items.push(closeItem(one))
    for (const { page, dossier } of listPlacedPages(shelf, pageShelf)) items.push(pageItem(page, dossier))
    const flying = (item: OutboxItem): OutboxItem => (flight.keys.get().has(item.key) ? { ...item, state: 'sent' } : item)
    return items.map(flying).sort((a, b) => rank(a) - rank(b) || (a.since < b.since ? -1 : 1))
  })
}

const rank = ({ state, kind }: OutboxItem) => (state === 'refused' ? 0 : kind === 'page' ? 2 : 1)

/** How many things of this desk the office's hub holds and the province does not. */
export function countAtOffice(shelf: Shelf, pageShelf: PageShelf, closes: CloseShelf): Live<number> {
  return derive([shelf.version, pageShelf.version, closes.live], () => {
    let count = closes.atOffice().length
    for (const held of shelf.unsent()) for (const { mark } of [held, ...held.pendingEvents]) if (isAtOffice(mark)) count += 1
    for (const { mark } of pageShelf.list()) if (isAtOffice(mark)) count += 1
    return count
  })
}

type StatusParts = { outbox: Live<OutboxItem[]>; link: Link; place: Place; atOffice: Live<number> }

/** The status bar's truth. */
export function createStatus({ outbox, link, place, atOffice }: StatusParts): Live<SyncStatus> {
  return derive([outbox, link.state, place.facts, atOffice], () => {
    const items = outbox.get()
    const count = (kind: OutboxItem['kind']) => items.filter((item) => item.kind === kind).length
    return {
      ...link.state.get(),
      place: place.facts.get()?.level ?? null,
      atOffice: atOffice.get(),
      waitingDossiers: count('dossier'),
      waitingPages: count('page'),
      waitingEvents: count('event') + count('close'),
      refused: items.filter(({ state }) => state === 'refused').length,
    }
  })
}
