import type { Bridge } from '#core/bridge/contract.ts'
import { createOfficeHub } from './centre/office-hub.ts'
import type { CloseShelf } from './day-close/close-shelf.ts'
import { createDayCloses } from './day-close/day-closes.ts'
import type { Desk } from './desk.ts'
import { createBoard } from './dossiers/board.ts'
import { createCommands } from './dossiers/commands.ts'
import { createDossierPages } from './dossiers/dossier-page.ts'
import { createIndicators } from './indicators/indicators.ts'
import { openBooks } from './opening/open-books.ts'
import { type Ground, type GroundOptions, openGround } from './opening/open-ground.ts'
import { type Lines, openLines } from './opening/open-lines.ts'
import { openSession } from './opening/open-session.ts'
import { watchDesk } from './opening/watch-desk.ts'
import { createOutside } from './outside/outside.ts'
import { createPages } from './pages/pages.ts'
import { takeProfileLock } from './profile-lock.ts'
import { createCaseRows } from './reconciliation/case-rows.ts'
import { createReconciliation } from './reconciliation/reconciliation.ts'
import { askToPersist } from './store/persistence.ts'
import { createCentreSearch } from './sync/centre-search.ts'
import { countAtOffice, createStatus } from './sync/outbox.ts'
import { releaseRefused } from './sync/retry.ts'

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
    return await assemble({ origin, bridge, now }, release)
  } catch (cause) {
    release()
    throw cause
  }
}

/** Ground, then the counter's books, then the lines, then the session that opens them all; the desk is what is seen of them. */
async function assemble(options: GroundOptions, release: () => void): Promise<Desk> {
  const persisted = askToPersist()
  const ground = await openGround(options)
  const { shelf, events, catalogue, clock, presence, now } = ground
  const books = openBooks(ground)
  const lines = await openLines(ground, books, () => session.current.get())
  const { wake } = lines.engine
  const closing = { shelf, events, numbering: books.numbering, closes: books.closes, key: books.deviceKey, entry: presence.entry, now }
  const dayClose = createDayCloses({ ...closing, centre: ground.centre, changed: wake })
  const session = await openSession({ ground, books, lines, dayClose, forgotten: () => dossierPages.clear() })
  const stopWatching = watchDesk(ground, lines, session)
  const cases = createCaseRows({ shelf, catalogue: catalogue.live, official: session.current, minute: clock.minute, now })
  const dossierPages = createDossierPages({ shelf, events, official: session.current, cases })
  const commands = createCommands({
    shelf,
    events,
    numbering: books.numbering,
    rights: books.rights,
    entry: presence.entry,
    now,
    catalogue: catalogue.live.get,
    removeDraft: books.drafts.remove,
    changed() {
      dayClose.worked()
      wake()
    },
  })
  const { list, start, save, remove } = books.drafts
  return {
    session,
    catalogue: catalogue.live,
    dossiers: { ...openBoard(ground, session.current), ...commands, page: dossierPages.page },
    drafts: { list, start, save, remove },
    pages: openPages(ground, lines),
    sync: openSync(ground, lines, books.closes),
    centreSearch: createCentreSearch(lines.parts),
    records: { policy: lines.recordPolicy.live, setPolicy: lines.recordPolicy.set },
    reconciliation: createReconciliation({ cases, oversight: lines.oversight, centre: ground.centre }),
    numbering: books.numbering.status,
    registers: books.registers,
    dayClose,
    indicators: createIndicators(ground.centre),
    officeHub: createOfficeHub(ground.centre),
    outside: createOutside(ground.centre),
    persisted,
    async close() {
      await lines.engine.stop()
      stopWatching()
      await closeGround(ground)
      release()
    },
  }
}

function openBoard({ shelf, pageShelf, catalogue, clock, now }: Ground, official: Desk['session']['current']) {
  return createBoard({
    shelf,
    catalogue: catalogue.live,
    official,
    minute: clock.minute,
    pagesVersion: pageShelf.version,
    pageState: (hash) => pageShelf.find(hash)?.mark.state ?? 'acknowledged',
    now,
  })
}

function openPages({ pageShelf, pageStore, centre, presence, now }: Ground, { pagePolicy, engine }: Lines): Desk['pages'] {
  return createPages({ shelf: pageShelf, store: pageStore, policy: pagePolicy, centre, entry: presence.entry, now, changed: engine.wake })
}

function openSync({ shelf, pageShelf }: Ground, lines: Lines, closes: CloseShelf): Desk['sync'] {
  const { parts, engine, outbox, loadSwitch } = lines
  return {
    status: createStatus({ outbox, link: parts.link, place: parts.place, atOffice: countAtOffice(shelf, pageShelf, closes) }),
    outbox,
    delivered: parts.delivered.list,
    async retry(key) {
      await releaseRefused(parts, (item) => item.key === key)
      await closes.release((id) => id === key)
      engine.wake()
    },
    now: engine.now,
    pauseLoad: loadSwitch.pause,
    async resumeLoad() {
      await loadSwitch.resume()
      void engine.now()
    },
  }
}

async function closeGround({ shelf, clock, vault, pageStore, store }: Ground): Promise<void> {
  await shelf.serial(async () => undefined)
  await shelf.rest()
  clock.stop()
  vault.close()
  await pageStore.close()
  await store.close()
}
