import type { CatalogueShelf } from '../catalogue/catalogue-shelf.ts'
import type { CentreClient } from '../centre/centre-client.ts'
import type { CloseShelf } from '../day-close/close-shelf.ts'
import type { EventLog } from '../dossiers/event-log.ts'
import type { Shelf } from '../dossiers/shelf.ts'
import type { PageShelf } from '../pages/page-shelf.ts'
import type { DeskPapers } from '../store/desk-papers.ts'
import type { PageStore } from '../store/page-store.ts'
import type { Delivered } from './delivered.ts'
import type { Flight } from './flight.ts'
import type { Link } from './link.ts'
import type { Place } from './place.ts'
import type { Witness } from './witness.ts'

/** What every part of the sync engine works on. */
export type SyncParts = {
  centre: CentreClient
  papers: DeskPapers
  shelf: Shelf
  events: EventLog
  catalogue: CatalogueShelf
  pageShelf: PageShelf
  pageStore: PageStore
  link: Link
  place: Place
  delivered: Delivered
  flight: Flight
  witness: Witness
  /** Revisions that stood aside and were tried again since the desk was opened. */
  asideTried: Set<string>
  /** Closes of days, which come and go with the journal. */
  closes: Pick<CloseShelf, 'arrived' | 'atOffice' | 'put'>
  /** What the desk owes the centre now and then (number slot, keys). */
  contact(): Promise<void>
  now: () => number
}
