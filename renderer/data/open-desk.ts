import type { Bridge } from '#core/bridge/contract.ts'
import { dossierIdOf, type IntakeDraft } from '#core/dossier/intake.ts'
import type { Catalogue } from '#core/procedure/catalogue.ts'
import { type CatalogueRecord, createCatalogueShelf } from './catalogue/catalogue-shelf.ts'
import { createCentreClient } from './centre/centre-client.ts'
import { createCloseShelf, type MarkedClose } from './day-close/close-shelf.ts'
import { createDayCloses } from './day-close/day-closes.ts'
import { createDeviceKey } from './day-close/device-key.ts'
import { pushCloses } from './day-close/push-closes.ts'
import type { Desk, Live } from './desk.ts'
import { DeskFailure } from './desk-failure.ts'
import { createBoard } from './dossiers/board.ts'
import { createCommands } from './dossiers/commands.ts'
import { createDossierPages } from './dossiers/dossier-page.ts'
import { createEventLog } from './dossiers/event-log.ts'
import type { MarkedEvent } from './dossiers/held-dossier.ts'
import { createRecordPolicy } from './dossiers/record-policy.ts'
import { createShelf } from './dossiers/shelf.ts'
import type { Shelved } from './dossiers/shelf-memory.ts'
import { createDrafts } from './drafts/drafts.ts'
import { createMinuteClock } from './minute-clock.ts'
import { createNumbering } from './numbering/numbering.ts'
import { listPagesInHand, listWantedPages } from './pages/fetch-ahead.ts'
import { createPagePolicy } from './pages/page-policy.ts'
import { createPageShelf, type HeldPage } from './pages/page-shelf.ts'
import { createPages } from './pages/pages.ts'
import { takeProfileLock } from './profile-lock.ts'
import { createCaseRows } from './reconciliation/case-rows.ts'
import { createOversight } from './reconciliation/oversight.ts'
import { createReconciliation } from './reconciliation/reconciliation.ts'
import { createReports } from './reconciliation/reports.ts'
import { createRegisters } from './registers/registers.ts'
import { createRights } from './registers/rights.ts'
import { createDeskLock } from './session/desk-lock.ts'
import { createContact } from './session/keep-contact.ts'
import { createSession } from './session/session.ts'
import type { Entry } from './session/sign-in.ts'
import { createDeskPapers } from './store/desk-papers.ts'
import { openStore, type Store } from './store/open-store.ts'
import { openPageStore } from './store/page-store.ts'
import { askToPersist, askUsedShare } from './store/persistence.ts'
import { createSealedTable } from './store/sealed-table.ts'
import { createSnapshotFile } from './store/snapshot-file.ts'
import { createVault, type Vault } from './store/vault.ts'
import { createCentreSearch } from './sync/centre-search.ts'
import { createDelivered } from './sync/delivered.ts'
import { createSyncEngine } from './sync/engine.ts'
import { createLoadSwitch } from './sync/first-load.ts'
import { createFlight } from './sync/flight.ts'
import { handInAway } from './sync/hand-in-away.ts'
import { createHousekeeping } from './sync/housekeeping.ts'
import { createLink } from './sync/link.ts'
import { countAtOffice, createOutbox, createStatus } from './sync/outbox.ts'
import { createPageLane } from './sync/page-lane.ts'
import { createPlace } from './sync/place.ts'
import { releaseRefused } from './sync/retry.ts'
import { createWitness } from './sync/witness.ts'

export type OpenDeskOptions = {
  /** Where the centre is, where that is not this page's own origin. */
  origin?: string
  bridge: Bridge
  now?: () => number
}

/**
 * Opens this profile's records. Nothing can be read before somebody signs in.
 * @throws DeskFailure `second_window` where another window of this profile is open
 */
export async function openDesk({ origin = '', bridge, now = Date.now }: OpenDeskOptions): Promise<Desk> {
  const release = await takeProfileLock()
  try {
    return await assemble({ origin, bridge, now, release })
  } catch (cause) {
    release()
    throw cause
  }
}

type Assembly = { origin: string; bridge: Bridge; now: () => number; release: () => void }

async function assemble({ origin, bridge, now, release }: Assembly): Promise<Desk> {
  const vault = createVault()
  const persisted = askToPersist()
  const store = await openStore()
  const papers = createDeskPapers(store)
  const centre = createCentreClient(origin)
  const clock = createMinuteClock(now)
  const shelves = createShelves(store, vault)
  const { shelf, events, catalogue, pageShelf } = shelves
  const pageStore = openPageStore(vault)
  const numbering = createNumbering(papers, shelf, { now, minute: clock.minute })

  let signedIn: Entry | null = null
  const entry = (): Entry => {
    if (signedIn === null) throw new DeskFailure('signed_out')
    return signedIn
  }
  const drafts = createDrafts(createSealedTable<IntakeDraft>(store.drafts, vault), entry, now)
  const link = createLink(now)
  const place = createPlace(centre, link)
  const delivered = createDelivered(now, place.level)
  const flight = createFlight()
  const lock = createDeskLock({ papers, centre, handing: { centre, shelf, pageShelf, pageStore }, now })
  await lock.load()
  const shell = { centre, bridge, papers, locked: () => lock.live.get() !== null, now }
  const oversight = createOversight({ centre, table: createSealedTable(store.snapshots, vault), reader: () => signedIn, now })
  const witness = createWitness({ events, entry, now })
  const keepSlot = createContact(shell, entry, numbering)
  const rights = createRights(papers, shelf, numbering)
  const registers = createRegisters({ rights, numbering, centre, papers, device: () => entry().device, now })
  const deviceKey = createDeviceKey({ papers, vault, centre })
  const closes = createCloseShelf(createSealedTable<MarkedClose>(store.closes, vault))
  const contact = async () => {
    await pushCloses({ centre, link, flight, delivered, closes, deviceKey, now }, entry().device.databases.journal)
    await keepSlot()
    await registers.contact()
    await oversight.keepFresh()
    await handInAway({ centre, shelf, pageShelf, pageStore, events })
    // Nobody waits for it: a report must not hold text up.
    void reports.send()
  }
  const lines = { centre, papers, link, place, delivered, flight, contact, now }
  const syncParts = {
    ...lines,
    shelf,
    events,
    catalogue,
    pageShelf,
    pageStore,
    witness,
    asideTried: new Set<string>(),
    arrivedCloses: closes.arrived,
  }
  const pagePolicy = createPagePolicy(papers)
  const recordPolicy = createRecordPolicy(papers)
  const loadSwitch = createLoadSwitch(papers, { link })
  const lane = createPageLane({
    ...syncParts,
    policy: pagePolicy.live,
    wanted: () => listWantedPages(shelf, pageShelf, session.current.get()),
    inHand: () => listPagesInHand(shelf),
    failed: () => engine.wake(),
  })
  const engine = createSyncEngine(syncParts, lane)
  const outbox = createOutbox(shelf, pageShelf, flight, closes)
  const reports = createReports({ centre, outbox, now })
  const dayClose = createDayCloses({ shelf, events, numbering, closes, key: deviceKey, entry, now, changed: engine.wake })
  const worked = () => {
    dayClose.worked()
    engine.wake()
  }
  const held = [shelf, pageShelf, catalogue, drafts, numbering, rights, registers, dayClose, delivered, oversight, reports]

  const session = await createSession({
    shell,
    lock,
    quiet: engine.stop,
    async unsealed(dataKey, task) {
      vault.open(dataKey)
      try {
        await Promise.all([shelf.load(), pageShelf.load()])
        await task()
      } finally {
        for (const one of [shelf, pageShelf]) one.clear()
        vault.close()
      }
    },
    async opened(next) {
      signedIn = next
      vault.open(next.dataKey)
      await Promise.all([
        shelf.load(),
        pageShelf.load(),
        catalogue.load(),
        pagePolicy.load(),
        recordPolicy.load(),
        loadSwitch.load(),
        oversight.load(),
      ])
      await drafts.load((id) => shelf.brief(dossierIdOf(id)) !== undefined)
      events.restart(next.device.device)
      await numbering.load(next.device.fingerprint)
      await rights.load()
      await registers.load()
      await dayClose.load()
      engine.start(next.device.databases)
      if (next.online && catalogue.live.get().procedures.length === 0) await waitForCatalogue(catalogue.live)
    },
    async closed() {
      await engine.stop()
      // A command that is being written is finished before its key goes.
      await shelf.serial(async () => undefined)
      await shelf.rest()
      signedIn = null
      vault.close()
      for (const one of held) one.clear()
      dossierPages.clear()
      if (shell.locked()) link.became('device_revoked')
    },
  })
  link.state.subscribe(() => {
    if (link.state.get().link === 'device_revoked' && signedIn !== null) session.revoked().catch(reportError)
  })
  const learn = () => {
    if (signedIn === null) return
    const { id } = signedIn.person
    const person = catalogue.live.get().people.find((one) => one.id === id)
    if (person !== undefined && JSON.stringify(person) !== JSON.stringify(signedIn.person)) signedIn = { ...signedIn, person }
    session.learn(signedIn)
  }
  const stopLearning = [catalogue.live.subscribe(learn), clock.minute.subscribe(learn)]
  // Codes and register numbers alike: once a dossier is gone, only these notes know that its numbers were given.
  const numbers = {
    async keep() {
      await numbering.keep()
      await rights.keep()
    },
  }
  const housekeeping = createHousekeeping({ ...syncParts, numbering: numbers, usedShare: askUsedShare }, recordPolicy.live)
  const stopTidying = clock.minute.subscribe(() => {
    if (signedIn !== null) housekeeping.tidy(signedIn.device.databases.dossiers).catch(reportError)
  })
  const stopAsking = clock.minute.subscribe(() => void lock.refresh())
  void lock.refresh()

  const cases = createCaseRows({ shelf, catalogue: catalogue.live, official: session.current, minute: clock.minute, now })
  const dossierPages = createDossierPages({ shelf, events, official: session.current, cases })
  const pageState = (hash: string) => pageShelf.find(hash)?.mark.state ?? 'acknowledged'
  const board = createBoard({
    shelf,
    catalogue: catalogue.live,
    official: session.current,
    minute: clock.minute,
    pagesVersion: pageShelf.version,
    pageState,
    now,
  })
  const commands = createCommands({
    shelf,
    events,
    numbering,
    rights,
    entry,
    now,
    catalogue: catalogue.live.get,
    removeDraft: drafts.remove,
    changed: worked,
  })
  return {
    session,
    catalogue: catalogue.live,
    dossiers: { ...board, ...commands, page: dossierPages.page },
    drafts: { list: drafts.list, start: drafts.start, save: drafts.save, remove: drafts.remove },
    pages: createPages({ shelf: pageShelf, store: pageStore, policy: pagePolicy, centre, entry, now, changed: engine.wake }),
    sync: {
      status: createStatus({ outbox, link, place, atOffice: countAtOffice(shelf, pageShelf) }),
      outbox,
      delivered: delivered.list,
      async retry(key) {
        await releaseRefused(syncParts, (item) => item.key === key)
        await closes.release((id) => id === key)
        engine.wake()
      },
      now: engine.now,
      pauseLoad: loadSwitch.pause,
      async resumeLoad() {
        await loadSwitch.resume()
        void engine.now()
      },
    },
    centreSearch: createCentreSearch(syncParts),
    records: { policy: recordPolicy.live, setPolicy: recordPolicy.set },
    reconciliation: createReconciliation({ cases, oversight, centre }),
    numbering: numbering.status,
    registers,
    dayClose,
    persisted,
    async close() {
      await engine.stop()
      await shelf.serial(async () => undefined)
      await shelf.rest()
      for (const stop of [...stopLearning, stopAsking, stopTidying]) stop()
      clock.stop()
      vault.close()
      await pageStore.close()
      await store.close()
      release()
    },
  }
}

const catalogueWaitMs = 10_000

/** A new desk's first sign-in waits for the procedures, as long as is bearable: without them nothing can be taken in. */
function waitForCatalogue(catalogue: Live<Catalogue>): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer)
      stop()
      resolve()
    }
    const timer = setTimeout(done, catalogueWaitMs)
    const stop = catalogue.subscribe(() => {
      if (catalogue.get().procedures.length > 0) done()
    })
  })
}

function createShelves(store: Store, vault: Vault) {
  const shelf = createShelf(createSealedTable<Shelved>(store.dossiers, vault), createSnapshotFile(store.snapshots, vault))
  return {
    shelf,
    events: createEventLog(createSealedTable<MarkedEvent>(store.journal, vault), shelf),
    catalogue: createCatalogueShelf(createSealedTable<CatalogueRecord>(store.catalog, vault)),
    pageShelf: createPageShelf(createSealedTable<HeldPage>(store.pages, vault)),
  }
}
