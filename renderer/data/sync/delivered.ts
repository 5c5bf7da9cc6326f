import { type Instant, toInstant } from '#core/record/instant.ts'
import type { Live, OutboxItem } from '../desk.ts'
import type { HeldDossier, MarkedEvent } from '../dossiers/held-dossier.ts'
import { createSource } from '../live.ts'
import type { HeldPage } from '../pages/page-shelf.ts'
import { dossierItem, eventItem, type PageHolder, pageItem } from './outbox-item.ts'

type DeliveredItem = OutboxItem & { acknowledgedAt: Instant }

/** What the centre has confirmed since the desk was opened, newest first. */
export type Delivered = {
  list: Live<DeliveredItem[]>
  dossier(held: HeldDossier): void
  event(one: MarkedEvent): void
  page(page: HeldPage, dossier: PageHolder): void
  clear(): void
}

const kept = 200

export function createDelivered(now: () => number): Delivered {
  const list = createSource<DeliveredItem[]>([])
  const add = (item: OutboxItem) =>
    list.set([{ ...item, state: 'acknowledged' as const, refusal: null, acknowledgedAt: toInstant(now()) }, ...list.get()].slice(0, kept))
  return {
    list,
    dossier: (held) => add(dossierItem(held)),
    event: (one) => add(eventItem(one)),
    page: (page, dossier) => add(pageItem(page, dossier)),
    clear: () => list.set([]),
  }
}
