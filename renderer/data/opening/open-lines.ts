import { pushCloses } from '../day-close/push-closes.ts'
import type { SignedInOfficial } from '../desk.ts'
import { createRecordPolicy } from '../dossiers/record-policy.ts'
import { listPagesInHand, listWantedPages } from '../pages/fetch-ahead.ts'
import { createPagePolicy } from '../pages/page-policy.ts'
import { createOversight } from '../reconciliation/oversight.ts'
import { createReports } from '../reconciliation/reports.ts'
import { createDeskLock } from '../session/desk-lock.ts'
import { createContact } from '../session/keep-contact.ts'
import { askUsedShare } from '../store/persistence.ts'
import { createSealedTable } from '../store/sealed-table.ts'
import { createDelivered } from '../sync/delivered.ts'
import { createSyncEngine } from '../sync/engine.ts'
import { createLoadSwitch } from '../sync/first-load.ts'
import { createFlight } from '../sync/flight.ts'
import { handInAway } from '../sync/hand-in-away.ts'
import { createHousekeeping } from '../sync/housekeeping.ts'
import { createLink } from '../sync/link.ts'
import { createOutbox } from '../sync/outbox.ts'
import { createPageLane } from '../sync/page-lane.ts'
import { createPlace } from '../sync/place.ts'
import { createWitness } from '../sync/witness.ts'
import type { Books } from './open-books.ts'
import type { Ground } from './open-ground.ts'

/** Everything between this desk and the centre. */
export type Lines = Awaited<ReturnType<typeof openLines>>

/** `official` is asked while pages are fetched ahead; nobody may be signed in. */
export async function openLines(ground: Ground, books: Books, official: () => SignedInOfficial | null) {
  const { centre, papers, store, vault, bridge, presence, shelf, events, catalogue, pageShelf, pageStore, now } = ground
  const link = createLink(now)
  const place = createPlace(centre, link)
  const delivered = createDelivered(now, place.level)
  const flight = createFlight()
  const lock = createDeskLock({ papers, centre, handing: { centre, shelf, pageShelf, pageStore }, now })
  await lock.load()
  const shell = { centre, bridge, papers, locked: () => lock.live.get() !== null, now }
  const oversight = createOversight({ centre, table: createSealedTable(store.snapshots, vault), reader: presence.find, now })
  const outbox = createOutbox(shelf, pageShelf, flight, books.closes)
  const reports = createReports({ centre, outbox, now })
  const keepSlot = createContact(shell, presence.entry, books.numbering)
  const contact = async () => {
    const { closes, deviceKey, registers } = books
    await pushCloses({ centre, link, place, flight, delivered, closes, deviceKey, now }, presence.entry().device.databases.journal)
    await keepSlot()
    await registers.contact()
    await oversight.keepFresh()
    await handInAway({ centre, shelf, pageShelf, pageStore, events })
    // Nobody waits for it: a report must not hold text up.
    void reports.send()
  }
  const records = { shelf, events, catalogue, pageShelf, pageStore, closes: books.closes }
  const witness = createWitness({ events, entry: presence.entry, now })
  const parts = { centre, papers, link, place, delivered, flight, contact, now, ...records, witness, asideTried: new Set<string>() }
  const pagePolicy = createPagePolicy(papers)
  const lane = createPageLane({
    ...parts,
    policy: pagePolicy.live,
    wanted: () => listWantedPages(shelf, pageShelf, official()),
    inHand: () => listPagesInHand(shelf),
    failed: () => engine.wake(),
  })
  const engine = createSyncEngine(parts, lane)
  const recordPolicy = createRecordPolicy(papers)
  const numbering = { keep: books.keepNumbers }
  return {
    parts,
    shell,
    lock,
    engine,
    outbox,
    reports,
    oversight,
    pagePolicy,
    recordPolicy,
    loadSwitch: createLoadSwitch(papers, { link }),
    housekeeping: createHousekeeping({ ...parts, numbering, usedShare: askUsedShare }, recordPolicy.live),
  }
}
