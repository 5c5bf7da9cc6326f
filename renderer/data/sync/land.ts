import type { WireDocument } from '#core/sync/wire.ts'
import type { HeldDossier } from '../dossiers/held-dossier.ts'
import { type Arrived, arriveDossier } from './arrive.ts'
import { heldAtOffice } from './levels.ts'
import type { SyncParts } from './sync-parts.ts'

type LandParts = Pick<SyncParts, 'shelf' | 'events' | 'witness' | 'now' | 'place'>

type Landing = {
  /** Takes up what stood aside. */
  anew?: boolean
  /** Of documents that come from a hub, those that the province has too. */
  atProvince?: ReadonlySet<string> | undefined
}

/**
 * Takes documents of the centre in: what this desk holds is replaced or merged, and what a merge has to tell the journal is signed
 * and written with it, in one write. Answers what changed. Call inside the shelf's `serial`.
 */
export async function landDossiers(
  parts: LandParts,
  documents: WireDocument[],
  { anew = false, atProvince }: Landing = {},
): Promise<HeldDossier[]> {
  const { shelf, witness } = parts
  const pen = witness.begin()
  const changed = new Map<string, HeldDossier>()
  const unread: WireDocument[] = []
  for (const document of documents) {
    // Seen already; asked of the brief, so that a pull from the start opens nothing.
    if (!changed.has(document._id) && shelf.brief(document._id)?.rev === document._rev) continue
    const stored = changed.get(document._id) ?? (await shelf.open(document._id))
    if (parts.place.level() === 'office' && isBehind(stored, document)) continue
    const held = anew && stored !== undefined ? { ...stored, aside: null } : stored
    const met = await meet(parts, held, document)
    const isOffices = parts.place.level() === 'office' && atProvince?.has(document._id) !== true
    const next = met.kind === 'changed' && isOffices ? { ...met, held: heldAtOffice(met.held, stored) } : met
    if (next.kind === 'unread') unread.push(document)
    if (next.kind !== 'changed') continue
    const told = []
    for (const facts of next.facts) told.push(await pen.sign(next.held.record, facts))
    changed.set(document._id, told.length === 0 ? next.held : { ...next.held, pendingEvents: [...next.held.pendingEvents, ...told] })
  }
  if (changed.size > 0) await shelf.putMany([...changed.values()])
  await pen.done()
  if (unread.length > 0) await shelf.keepUnread(unread)
  return [...changed.values()]
}

/** A hub without a line may be behind what this desk has from the province itself. */
function isBehind(stored: HeldDossier | undefined, { _rev }: WireDocument): boolean {
  if (stored?.mark.state !== 'acknowledged' || stored.mark.at === 'office') return false
  return Number.parseInt(stored.mark.rev ?? '0', 10) > Number.parseInt(_rev, 10)
}

async function meet({ events, witness, now }: LandParts, held: HeldDossier | undefined, document: WireDocument): Promise<Arrived> {
  // Only what was edited here can be in dispute; whose desk the other version comes from is in its event, where that is here already.
  const known = held === undefined || held.mark.state === 'acknowledged' ? [] : await events.listOf(held.record.id)
  const deskOf = (id: unknown) => known.find(({ event }) => event.id === id)?.event.deskName ?? ''
  return arriveDossier(held, document, { epochMs: now(), opening: witness.opening, deskOf })
}
