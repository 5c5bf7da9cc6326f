import { canonicalJson } from '#core/journal/event.ts'
import type { MarkedEvent } from '../dossiers/held-dossier.ts'
import type { SyncParts } from './sync-parts.ts'

/** Takes events that the journal now holds out of their dossiers' waiting lists; an event of the same id but other content stays. */
export async function dropArrived({ shelf, delivered }: SyncParts, arrived: MarkedEvent[]): Promise<void> {
  const byDossier = new Map<string, MarkedEvent[]>()
  for (const one of arrived) byDossier.set(one.event.dossierId, [...(byDossier.get(one.event.dossierId) ?? []), one])
  await shelf.serial(async () => {
    for (const [id, events] of byDossier) {
      const held = shelf.brief(id)?.unsent === true ? await shelf.open(id) : undefined
      if (held === undefined || held.pendingEvents.length === 0) continue
      const texts = new Map(events.map(({ event }) => [event.id, canonicalJson(event)]))
      const done = held.pendingEvents.filter(({ event }) => texts.get(event.id) === canonicalJson(event))
      if (done.length === 0) continue
      await shelf.put({ ...held, pendingEvents: held.pendingEvents.filter((one) => !done.includes(one)) })
      for (const one of done) delivered.event(one)
    }
  })
}
