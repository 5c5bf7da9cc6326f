import { type AllowedCommand, listAllowedCommands } from '#core/dossier/allowed-commands.ts'
import type { DossierId } from '#core/record/ids.ts'
import type { CaseRow, DossierPage, Live, SignedInOfficial } from '../desk.ts'
import { createSource, derive } from '../live.ts'
import type { EventLog } from './event-log.ts'
import { type HeldDossier, isHeldBack, isNewer, type MarkedEvent } from './held-dossier.ts'
import type { Shelf } from './shelf.ts'

type PageParts = { shelf: Shelf; events: EventLog; official: Live<SignedInOfficial | null>; cases: Live<CaseRow[]> }

export type DossierPages = { page(id: DossierId): Live<DossierPage | null | 'loading'>; clear(): void }

/** The pages of dossiers as live values: facts as soon as they are open, the timeline as soon as the journal has been read. */
export function createDossierPages(parts: PageParts): DossierPages {
  const pages = new Map<DossierId, Live<DossierPage | null | 'loading'>>()
  return {
    page(id) {
      const page = pages.get(id) ?? createDossierPage(parts, id)
      pages.set(id, page)
      return page
    },
    clear: () => pages.clear(),
  }
}

function createDossierPage({ shelf, events, official, cases }: PageParts, id: DossierId): Live<DossierPage | null | 'loading'> {
  const arrived = createSource<MarkedEvent[] | null>(null)
  let readAt = -1
  // An event leaves the waiting list a moment before the journal has been read again; it never leaves the timeline.
  const waited = new Map<string, MarkedEvent>()
  let opening = false
  const keep = createKeeper<CaseRow[]>()
  const openFacts = () => {
    if (opening || official.get() === null || shelf.brief(id) === undefined || shelf.opened(id) !== undefined) return
    opening = true
    shelf.open(id).then(
      () => {
        opening = false
      },
      // Not tried again while this page stands; what broke goes to the page's own error handler.
      (cause) => {
        if (official.get() !== null) reportError(cause)
      },
    )
  }
  const read = () => {
    openFacts()
    if (readAt === events.version.get() || official.get() === null) return
    readAt = events.version.get()
    void events.listOf(id).then(
      (list) => arrived.set(list),
      () => {
        readAt = -1
      },
    )
  }
  const held = derive([shelf.version, shelf.openedVersion], () => shelf.opened(id))
  const disputes = derive([cases], () => keep(cases.get().filter(({ dossierId, settledAt }) => dossierId === id && settledAt === null)))
  const page = derive<DossierPage | null | 'loading'>([held, arrived, official, disputes], () => {
    const one = held.get()
    const past = arrived.get()
    if (past === null || (one === undefined && shelf.brief(id) !== undefined)) return 'loading'
    if (one === undefined) return null
    for (const waiting of one.pendingEvents) waited.set(waiting.event.id, waiting)
    return toPage(one, [...waited.values()], { past, official: official.get(), disputes: disputes.get() })
  })
  return {
    get() {
      read()
      return page.get()
    },
    subscribe(listener) {
      const stops = [page.subscribe(listener), events.version.subscribe(read)]
      return () => {
        for (const stop of stops) stop()
      }
    },
  }
}

type Seen = { past: MarkedEvent[]; official: SignedInOfficial | null; disputes: CaseRow[] }

function toPage(held: HeldDossier, waited: MarkedEvent[], { past, official, disputes }: Seen): DossierPage {
  const { record, mark } = held
  const readOnly = isNewer(record) || isHeldBack(held)
  const allowed = official === null ? [] : listAllowedCommands(record, official)
  return {
    dossier: record,
    mark,
    timeline: toTimeline(past, waited),
    allowed: readOnly ? allowed.map(forbidden) : allowed,
    readOnly,
    disputes,
  }
}

const forbidden = ({ command }: AllowedCommand): AllowedCommand => ({ command, refusedBecause: 'newer-schema' })

/** Answers the value before where the new one says the same, so that a page is not drawn again for nothing. */
function createKeeper<T>(): (value: T) => T {
  let kept: { text: string; value: T } | undefined
  return (value) => {
    const text = JSON.stringify(value)
    if (kept?.text !== text) kept = { text, value }
    return kept.value
  }
}

/** Oldest first. An event that is both waiting and arrived (a crash between two writes) stands once, as arrived. */
function toTimeline(past: MarkedEvent[], pending: MarkedEvent[]): DossierPage['timeline'] {
  const byId = new Map([...pending, ...past].map((one) => [one.event.id, one]))
  return [...byId.values()]
    .map(({ event, mark }) => ({ ...event, sync: mark.state }))
    .sort((a, b) => (a.at === b.at ? (a.chain.seq < b.chain.seq ? -1 : 1) : a.at < b.at ? -1 : 1))
}
