import { toInstant } from '#core/record/instant.ts'
import type { MarkedClose } from '../day-close/close-shelf.ts'
import type { OutboxItem } from '../desk.ts'
import type { Brief } from '../dossiers/brief.ts'
import type { HeldDossier, MarkedEvent } from '../dossiers/held-dossier.ts'
import type { HeldPage } from '../pages/page-shelf.ts'

/** Records are never changed in place, so that each is described, and its size taken, once. */
const described = new WeakMap<HeldDossier | MarkedEvent, OutboxItem>()

function once<T extends HeldDossier | MarkedEvent>(one: T, describe: (one: T) => OutboxItem): OutboxItem {
  const item = described.get(one) ?? describe(one)
  described.set(one, item)
  return item
}

export const dossierItem = (held: HeldDossier): OutboxItem => once(held, describeDossier)
export const eventItem = (one: MarkedEvent): OutboxItem => once(one, describeEvent)

function describeDossier({ record, mark }: HeldDossier): OutboxItem {
  const sizeBytes = JSON.stringify(record).length
  const { state, refusal } = mark
  return {
    key: record.id,
    kind: 'dossier',
    dossierId: record.id,
    title: record.code,
    author: record.updated.byName,
    state,
    since: mark.since ?? record.updated.at,
    refusal,
    sizeBytes,
  }
}

function describeEvent({ event, mark }: MarkedEvent): OutboxItem {
  const { state, refusal } = mark
  return {
    key: event.id,
    kind: 'event',
    dossierId: event.dossierId,
    title: event.type,
    author: event.authorName,
    state,
    since: event.at,
    refusal,
    sizeBytes: JSON.stringify(event).length,
  }
}

export function closeItem({ close, mark }: MarkedClose): OutboxItem {
  const { state, refusal } = mark
  return {
    key: close.id,
    kind: 'close',
    dossierId: null,
    title: close.day.split('-').reverse().join('/'),
    author: close.authorName,
    state,
    since: close.at,
    refusal,
    sizeBytes: JSON.stringify(close).length,
  }
}

/** What an item of the outbox says of the dossier that a page stands in. */
export type PageHolder = Pick<Brief, 'id' | 'code' | 'placements'>

/** A page stands under the first dossier it was placed in. */
export function pageItem(page: HeldPage, dossier: PageHolder): OutboxItem {
  const index = dossier.placements.findIndex((placement) => placement.page === page.page)
  const placement = dossier.placements[index]
  const { state, refusal } = page.mark
  return {
    key: `page:${page.page}`,
    kind: 'page',
    dossierId: dossier.id,
    title: `${dossier.code} · ${index + 1}`,
    author: placement?.added.byName ?? '',
    state,
    since: page.mark.since ?? placement?.added.at ?? toInstant(0),
    refusal,
    sizeBytes: page.sizeBytes,
  }
}
