import { canonicalJson } from '#core/journal/event.ts'
import { toInstant } from '#core/record/instant.ts'
import type { Refusal } from '#core/sync/mark.ts'
import { fromWire, toWire } from '#core/sync/wire.ts'
import { acknowledgedAt } from '../dossiers/held-dossier.ts'
import { sendBatches } from '../sync/batches.ts'
import { type Couch, createCouch } from '../sync/couch.ts'
import type { SyncParts } from '../sync/sync-parts.ts'
import type { CloseShelf, MarkedClose } from './close-shelf.ts'
import type { DeviceKey } from './device-key.ts'

export type CloseLane = Pick<SyncParts, 'centre' | 'link' | 'place' | 'flight' | 'delivered' | 'now'> & {
  closes: CloseShelf
  deviceKey: Pick<DeviceKey, 'publish'>
}

/** Sends the closes of days that still wait, after the events that they count. */
export async function pushCloses(parts: CloseLane, database: string): Promise<void> {
  const { closes } = parts
  const waiting = closes.unsent().filter(({ mark }) => mark.state !== 'refused')
  // Asked in every round: behind an office's hub a close may be gone long before the centre can be told the key.
  await parts.deviceKey.publish()
  if (waiting.length === 0) return
  const couch = createCouch(parts.centre, database)
  const parcels = waiting.map((item) => ({ item, document: toWire({ id: item.close.id, rev: null, body: item.close, attachments: null }) }))
  await sendBatches(parts, couch, parcels, async (verdicts) => {
    for (const { item, verdict } of verdicts) {
      if (verdict.kind === 'later') continue
      if (verdict.kind === 'acknowledged') await settle(parts, item, verdict.rev)
      else if (verdict.kind === 'conflict') await compare(parts, couch, item)
      else await refuse(parts, item, verdict)
    }
  })
}

async function settle({ closes, delivered, place }: CloseLane, item: MarkedClose, rev: string): Promise<void> {
  await closes.put([{ ...item, mark: acknowledgedAt(place.level(), rev) }])
  delivered.close(item)
}

/** The journal has this id already: our own interrupted push where the content is the same. */
async function compare(parts: CloseLane, couch: Couch, item: MarkedClose): Promise<void> {
  const answer = parts.link.check(await couch.get(item.close.id))
  if (answer.kind !== 'ok') return
  const { body, rev } = fromWire(answer.value)
  if (canonicalJson(body) === canonicalJson(item.close)) return settle(parts, item, rev)
  return refuse(parts, item, { code: 'conflict', reason: 'another close has this id' })
}

async function refuse({ closes, now }: CloseLane, item: MarkedClose, { code, reason }: Pick<Refusal, 'code' | 'reason'>): Promise<void> {
  await closes.put([{ ...item, mark: { ...item.mark, state: 'refused', refusal: { code, reason, at: toInstant(now()) } } }])
}
