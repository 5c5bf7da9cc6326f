import { canonicalJson } from '#core/journal/event.ts'
import { acknowledgedMark, type HeldDossier, type MarkedEvent } from '../dossiers/held-dossier.ts'
import { isAtOffice } from './levels.ts'
import type { SyncParts } from './sync-parts.ts'

/**
 * Takes events that the journal now holds out of their dossiers' waiting lists; an event of the same id but other content stays. Those
 * that only the office's hub holds stay too, acknowledged there, until the province has them.
 */
export async function dropArrived({ shelf, delivered, place }: SyncParts, arrived: MarkedEvent[]): Promise<void> {
  const byDossier = new Map<string, MarkedEvent[]>()
  for (const one of arrived) byDossier.set(one.event.dossierId, [...(byDossier.get(one.event.dossierId) ?? []), one])
  await shelf.serial(async () => {
    const lighter: HeldDossier[] = []
    const delivering: MarkedEvent[] = []
    for (const [id, events] of byDossier) {
      const held = shelf.brief(id)?.unsent === true ? await shelf.open(id) : undefined
      if (held === undefined || held.pendingEvents.length === 0) continue
      const texts = new Map(events.map(({ event }) => [event.id, canonicalJson(event)]))
      const done = held.pendingEvents.filter(({ event, mark }) => !isAtOffice(mark) && texts.get(event.id) === canonicalJson(event))
      if (done.length === 0) continue
      const rev = (one: MarkedEvent) => events.find(({ event }) => event.id === one.event.id)?.mark.rev ?? ''
      const atOffice = (one: MarkedEvent): MarkedEvent[] =>
        place.level() === 'office' ? [{ ...one, mark: { ...acknowledgedMark(rev(one)), at: 'office' } }] : []
      lighter.push({ ...held, pendingEvents: held.pendingEvents.flatMap((one) => (done.includes(one) ? atOffice(one) : [one])) })
      delivering.push(...done)
    }
    if (lighter.length > 0) await shelf.putMany(lighter)
    for (const one of delivering) delivered.event(one)
  })
}
