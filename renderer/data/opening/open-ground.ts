import type { Bridge } from '#core/bridge/contract.ts'
import { type CatalogueRecord, createCatalogueShelf } from '../catalogue/catalogue-shelf.ts'
import { createCentreClient } from '../centre/centre-client.ts'
import { DeskFailure } from '../desk-failure.ts'
import { createEventLog } from '../dossiers/event-log.ts'
import type { MarkedEvent } from '../dossiers/held-dossier.ts'
import { createShelf } from '../dossiers/shelf.ts'
import type { Shelved } from '../dossiers/shelf-memory.ts'
import { createMinuteClock } from '../minute-clock.ts'
import { createPageShelf, type HeldPage } from '../pages/page-shelf.ts'
import type { Entry } from '../session/sign-in.ts'
import { createDeskPapers } from '../store/desk-papers.ts'
import { openStore } from '../store/open-store.ts'
import { openPageStore } from '../store/page-store.ts'
import { createSealedTable } from '../store/sealed-table.ts'
import { createSnapshotFile } from '../store/snapshot-file.ts'
import { createVault } from '../store/vault.ts'

export type GroundOptions = { origin: string; bridge: Bridge; now: () => number }

/** Who is signed in, for those that act in their name. */
export type Presence = {
  find(): Entry | null
  /** @throws DeskFailure `signed_out` */
  entry(): Entry
  set(entry: Entry | null): void
}

/** What everything else stands on: the records of this profile, the key they are sealed with, the line, the clock. */
export type Ground = Awaited<ReturnType<typeof openGround>>

export async function openGround({ origin, bridge, now }: GroundOptions) {
  const vault = createVault()
  const store = await openStore()
  const shelf = createShelf(createSealedTable<Shelved>(store.dossiers, vault), createSnapshotFile(store.snapshots, vault))
  return {
    bridge,
    now,
    vault,
    store,
    papers: createDeskPapers(store),
    centre: createCentreClient(origin),
    clock: createMinuteClock(now),
    presence: createPresence(),
    shelf,
    events: createEventLog(createSealedTable<MarkedEvent>(store.journal, vault), shelf),
    catalogue: createCatalogueShelf(createSealedTable<CatalogueRecord>(store.catalog, vault)),
    pageShelf: createPageShelf(createSealedTable<HeldPage>(store.pages, vault)),
    pageStore: openPageStore(vault),
  }
}

function createPresence(): Presence {
  let present: Entry | null = null
  return {
    find: () => present,
    entry() {
      if (present === null) throw new DeskFailure('signed_out')
      return present
    },
    set(entry) {
      present = entry
    },
  }
}
