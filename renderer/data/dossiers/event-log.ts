import type { JournalEvent } from '#core/journal/event.ts'
import type { DeviceId, DossierId } from '#core/record/ids.ts'
import type { Live } from '../desk.ts'
import { createSource } from '../live.ts'
import type { SealedTable } from '../store/sealed-table.ts'
import type { MarkedEvent } from './held-dossier.ts'
import { type ChainHead, chainOrder, headAfter } from './own-chain.ts'
import type { Shelf } from './shelf.ts'

/** The journal as far as this desk holds it: events that the centre has, read by dossier, and the head of this device's own chain. */
export type EventLog = {
  version: Live<number>
  listOf(dossier: DossierId): Promise<MarkedEvent[]>
  putMany(events: MarkedEvent[]): Promise<void>
  /** Takes a dossier's events off this desk; the last of this device's own chain stays, the next one stands on it. */
  removeOf(dossier: string): Promise<void>
  head(): Promise<ChainHead>
  /** The chain's new head, after its event became durable in its dossier. */
  advance(event: JournalEvent): Promise<void>
  /** Finds the chain's head anew: the highest number among what the centre has and what still waits. */
  restart(device: DeviceId): void
}

export function createEventLog(table: SealedTable<MarkedEvent>, shelf: Shelf): EventLog {
  const version = createSource(0)
  let device: DeviceId | undefined
  let head: ChainHead | undefined
  return {
    version,
    listOf: (dossier) => table.listGroup(dossier),
    async putMany(events) {
      await table.putMany(
        events.map((body) => ({
          id: body.event.id,
          kind: 'event',
          v: body.event.schemaVersion,
          state: body.mark.state,
          group: body.event.dossierId,
          order: chainOrder(body.event),
          body,
        })),
      )
      version.set(version.get() + 1)
    },
    async removeOf(dossier) {
      const last = (await table.findLastOfOrder(`${device}/`))?.event.id
      const ids = await table.listGroupIds(dossier)
      await table.removeMany(ids.filter((id) => id !== last))
      version.set(version.get() + 1)
    },
    async head() {
      head ??= await findHead(table, shelf, device)
      return head
    },
    async advance(event) {
      head = await headAfter(event)
    },
    restart(of) {
      device = of
      head = undefined
    },
  }
}

async function findHead(table: SealedTable<MarkedEvent>, shelf: Shelf, device: DeviceId | undefined): Promise<ChainHead> {
  let last = (await table.findLastOfOrder(`${device}/`))?.event
  for (const { pendingEvents } of shelf.unsent()) {
    for (const { event } of pendingEvents) {
      if (event.device === device && event.chain.seq > (last?.chain.seq ?? 0)) last = event
    }
  }
  return last === undefined ? { seq: 0, prevHash: '' } : headAfter(last)
}
