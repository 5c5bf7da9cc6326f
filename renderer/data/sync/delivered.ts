import { type Instant, toInstant } from '#core/record/instant.ts'
import type { MarkedClose } from '../day-close/close-shelf.ts'
import type { Live, OutboxItem } from '../desk.ts'
import type { HeldDossier, MarkedEvent } from '../dossiers/held-dossier.ts'
import { createSource } from '../live.ts'
import type { HeldPage } from '../pages/page-shelf.ts'
import { closeItem, dossierItem, eventItem, type PageHolder, pageItem } from './outbox-item.ts'

type DeliveredItem = OutboxItem & { acknowledgedAt: Instant }

/** What the centre has confirmed since the desk was opened, newest first. */
export type Delivered = {
  list: Live<DeliveredItem[]>
  dossier(held: HeldDossier): void
  event(one: MarkedEvent): void
  close(one: MarkedClose): void
  page(page: HeldPage, dossier: PageHolder): void
  /** The office's hub says that the province has these too, by key. */
  atProvince(keys: ReadonlySet<string>): void
  clear(): void
}

const kept = 200

/** `level`: where an acknowledgement of now stands. */
export function createDelivered(now: () => number, level: () => 'office' | 'province'): Delivered {
  const list = createSource<DeliveredItem[]>([])
  const add = (item: OutboxItem) =>
    list.set(
      [{ ...item, state: 'acknowledged' as const, at: level(), refusal: null, acknowledgedAt: toInstant(now()) }, ...list.get()].slice(
        0,
        kept,
      ),
    )
  return {
    list,
    dossier: (held) => add(dossierItem(held)),
    event: (one) => add(eventItem(one)),
    close: (one) => add(closeItem(one)),
    page: (page, dossier) => add(pageItem(page, dossier)),
    atProvince(keys) {
      const isNews = (one: DeliveredItem) => one.at === 'office' && keys.has(one.key)
      if (list.get().some(isNews)) list.set(list.get().map((one) => (isNews(one) ? { ...one, at: 'province' as const } : one)))
    },
    clear: () => list.set([]),
  }
}
