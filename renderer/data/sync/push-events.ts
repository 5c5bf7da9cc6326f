import { canonicalJson } from '#core/journal/event.ts'
import { toInstant } from '#core/record/instant.ts'
import type { RowVerdict } from '#core/sync/judge-row.ts'
import { fromWire, toWire } from '#core/sync/wire.ts'
import { acknowledgedMark, type HeldDossier, type MarkedEvent } from '../dossiers/held-dossier.ts'
import { sendBatches } from './batches.ts'
import { type Couch, createCouch } from './couch.ts'
import { dropArrived } from './settle.ts'
import type { SyncParts } from './sync-parts.ts'

/** Sends the events that still wait, in the order of this device's chain. */
export async function pushEvents(parts: SyncParts, database: string): Promise<void> {
  const couch = createCouch(parts.centre, database)
  const waiting = [...parts.shelf.unsent()]
    .flatMap(({ pendingEvents }) => pendingEvents)
    .filter(({ mark }) => mark.state !== 'refused' && mark.state !== 'acknowledged')
    .sort((a, b) => a.event.chain.seq - b.event.chain.seq)
  const parcels = waiting.map((item) => ({ item, document: toWire({ id: item.event.id, rev: null, body: item.event, attachments: null }) }))
  await sendBatches(parts, couch, parcels, async (verdicts) => {
    const written: MarkedEvent[] = []
    const refused: Refused[] = []
    for (const { item, verdict } of verdicts) {
      const settled = verdict.kind === 'conflict' ? await compare(parts, couch, item) : verdict
      if (settled.kind === 'acknowledged') written.push({ event: item.event, mark: acknowledgedMark(settled.rev) })
      if (settled.kind === 'refused') refused.push({ event: item.event, verdict: settled })
    }
    if (refused.length > 0) await refuse(parts, refused)
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

type Refused = { event: MarkedEvent['event']; verdict: Extract<RowVerdict, { kind: 'refused' }> }

async function refuse({ shelf, now }: SyncParts, refused: Refused[]): Promise<void> {
  await shelf.serial(async () => {
    const marked = new Map<string, HeldDossier>()
    for (const { event, verdict } of refused) {
      const held = marked.get(event.dossierId) ?? (await shelf.open(event.dossierId))
      if (held === undefined) continue
      const refusal = { code: verdict.code, reason: verdict.reason, at: toInstant(now()) }
      const mark = (one: MarkedEvent): MarkedEvent =>
        one.event.id === event.id ? { ...one, mark: { ...one.mark, state: 'refused', refusal } } : one
      marked.set(event.dossierId, { ...held, pendingEvents: held.pendingEvents.map(mark) })
    }
    if (marked.size > 0) await shelf.putMany([...marked.values()])
  })
}
