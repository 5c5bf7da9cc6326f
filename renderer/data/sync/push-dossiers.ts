import { toInstant } from '#core/record/instant.ts'
import type { RowVerdict } from '#core/sync/judge-row.ts'
import { toWire } from '#core/sync/wire.ts'
import type { HeldDossier } from '../dossiers/held-dossier.ts'
import { settledMark } from './arrive.ts'
import { sendBatches } from './batches.ts'
import { type Couch, createCouch } from './couch.ts'
import { landDossiers } from './land.ts'
import { heldAtOffice } from './levels.ts'
import type { SyncParts } from './sync-parts.ts'

/** Meetings with others' edits that one push settles before it leaves the rest to the next round. */
const rounds = 3

/** Sends every changed dossier; each is settled by its own row of the answer. */
export async function pushDossiers(parts: SyncParts, database: string): Promise<void> {
  const couch = createCouch(parts.centre, database)
  for (let round = 0; round < rounds; round++) {
    const waiting = [...parts.shelf.unsent()].filter(({ mark }) => mark.state === 'local' || mark.state === 'sent')
    if (waiting.length === 0) return
    let met = false
    const parcels = waiting.map((item) => ({ item, document: documentOf(item) }))
    await sendBatches(parts, couch, parcels, async (verdicts) => {
      await settle(parts, verdicts)
      for (const { item, verdict } of verdicts) if (verdict.kind === 'conflict') met = (await meet(parts, couch, item)) || met
    })
    if (!met) return
  }
}

function documentOf({ record, mark, attachments }: HeldDossier): Record<string, unknown> {
  return toWire({ id: record.id, rev: mark.rev, body: record, attachments })
}

type Answered = { item: HeldDossier; verdict: RowVerdict }

/** Writes what the rows of one answer said, all of them durable at once. */
async function settle(parts: SyncParts, answered: Answered[]): Promise<void> {
  await parts.shelf.serial(async () => {
    const settled: HeldDossier[] = []
    for (const { item, verdict } of answered) {
      const held = await parts.shelf.open(item.record.id)
      const next = held && settleOne(parts, held, { item, verdict })
      if (next !== undefined) settled.push(next)
    }
    if (settled.length > 0) await parts.shelf.putMany(settled)
    for (const { item, verdict } of answered) if (verdict.kind === 'acknowledged') parts.delivered.dossier(item)
  })
}

/** An edit made while the row was under way stays to be sent, on top of what was sent. */
function settleOne({ now, place }: SyncParts, held: HeldDossier, { item: sent, verdict }: Answered): HeldDossier | undefined {
  const isAsSent = held.record === sent.record
  if (verdict.kind === 'refused' && isAsSent) {
    const refusal = { code: verdict.code, reason: verdict.reason, at: toInstant(now()) }
    return { ...held, mark: { ...held.mark, state: 'refused', refusal } }
  }
  if (verdict.kind !== 'acknowledged' || (!isAsSent && held.mark.rev !== sent.mark.rev)) return undefined
  const settled = { ...held, mark: settledMark(held, sent, verdict.rev), aside: null }
  return place.level() === 'office' ? heldAtOffice(settled, sent) : settled
}

/** The centre holds another revision: fetch it, merge, and say whether there is now something else to send. */
async function meet(parts: SyncParts, couch: Couch, sent: HeldDossier): Promise<boolean> {
  const answer = parts.link.check(await couch.get(sent.record.id))
  if (answer.kind !== 'ok') return false
  return parts.shelf.serial(async () => {
    const [next] = await landDossiers(parts, [answer.value])
    if (next?.mark.state === 'acknowledged') parts.delivered.dossier(sent)
    return next?.mark.state === 'local'
  })
}
