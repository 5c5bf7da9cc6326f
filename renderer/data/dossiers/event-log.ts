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
  /** Takes dossiers' events off this desk; the last of this device's own chain stays, the next one stands on it. */
  removeOf(dossiers: string[]): Promise<void>
  /** This device's own events after one number of its chain, oldest first, those that still wait here included. */
  listOwnAfter(seq: number): Promise<JournalEvent[]>
  /** How far this device's events were counted in closes of days: later ones stay here, whatever becomes of their dossiers. */
  closedUpTo(seq: number): void
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
  let closed = 0
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
    async removeOf(dossiers) {
      const last = (await table.findLastOfOrder(`${device}/`))?.event.id
      const events: MarkedEvent[] = []
      for (const dossier of dossiers) events.push(...(await table.listGroup(dossier)))
      const isOpen = ({ event }: MarkedEvent) => event.device === device && event.chain.seq > closed
      await table.removeMany(events.filter((one) => one.event.id !== last && !isOpen(one)).map(({ event }) => event.id))
      version.set(version.get() + 1)
    },
    async listOwnAfter(seq) {
      const own = new Map<string, JournalEvent>()
      const from = `${device}/${String(seq).padStart(12, '0')}`
      for (const { event } of await table.listBetween(from, `${device}/\uffff`)) own.set(event.id, event)
      for (const { pendingEvents } of shelf.unsent()) {
        for (const { event } of pendingEvents) if (event.device === device && event.chain.seq > seq) own.set(event.id, event)
      }
      return [...own.values()].sort((a, b) => a.chain.seq - b.chain.seq)
    },
    closedUpTo(seq) {
      closed = seq
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
