import { canonicalJson } from '#core/journal/event.ts'
import { toInstant } from '#core/record/instant.ts'
import type { RowVerdict } from '#core/sync/judge-row.ts'
import { fromWire, toWire } from '#core/sync/wire.ts'
import { acknowledgedMark, type MarkedEvent } from '../dossiers/held-dossier.ts'
import { sendBatches } from './batches.ts'
import { type Couch, createCouch } from './couch.ts'
import { dropArrived } from './settle.ts'
import type { SyncParts } from './sync-parts.ts'

/** Sends the events that still wait, in the order of this device's chain. */
export async function pushEvents(parts: SyncParts, database: string): Promise<void> {
  const couch = createCouch(parts.centre, database)
  const waiting = [...parts.shelf.unsent()]
    .flatMap(({ pendingEvents }) => pendingEvents)
    .filter(({ mark }) => mark.state !== 'refused')
    .sort((a, b) => a.event.chain.seq - b.event.chain.seq)
  const parcels = waiting.map((item) => ({ item, document: toWire({ id: item.event.id, rev: null, body: item.event, attachments: null }) }))
  await sendBatches(parts, couch, parcels, async (verdicts) => {
    const written: MarkedEvent[] = []
    for (const { item, verdict } of verdicts) {
      const settled = verdict.kind === 'conflict' ? await compare(parts, couch, item) : verdict
      if (settled.kind === 'acknowledged') written.push({ event: item.event, mark: acknowledgedMark(settled.rev) })
      if (settled.kind === 'refused') await refuse(parts, item, settled)
    }
    if (written.length === 0) return
    await parts.events.putMany(written)
    await dropArrived(parts, written)
  })
}

/** The journal has this id already: our own interrupted push where the content is the same, else somebody else's. */
async function compare({ link }: SyncParts, couch: Couch, { event }: MarkedEvent): Promise<RowVerdict> {
  const answer = link.check(await couch.get(event.id))
  if (answer.kind !== 'ok') return { kind: 'later', reason: answer.reason }
  const { body, rev } = fromWire(answer.value)
  if (canonicalJson(body) === canonicalJson(event)) return { kind: 'acknowledged', rev }
  return { kind: 'refused', code: 'conflict', reason: 'another event has this id' }
}

async function refuse(
  { shelf, now }: SyncParts,
  { event }: MarkedEvent,
  { code, reason }: Extract<RowVerdict, { kind: 'refused' }>,
): Promise<void> {
  await shelf.serial(async () => {
    const held = await shelf.open(event.dossierId)
    if (held === undefined) return
    const refusal = { code, reason, at: toInstant(now()) }
    const marked = (one: MarkedEvent): MarkedEvent =>
      one.event.id === event.id ? { ...one, mark: { ...one.mark, state: 'refused', refusal } } : one
    await shelf.put({ ...held, pendingEvents: held.pendingEvents.map(marked) })
  })
}
