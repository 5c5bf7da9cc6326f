import type { WireDocument } from '#core/sync/wire.ts'
import type { Live } from '../desk.ts'
import { createSource } from '../live.ts'
import { createSerial, type Serial } from '../serial.ts'
import type { Sealable, SealedTable } from '../store/sealed-table.ts'
import type { Brief } from './brief.ts'
import { type HeldDossier, toSealable } from './held-dossier.ts'
import { createShelfMemory, readStored, type ShelfMemory, type Shelved } from './shelf-memory.ts'
import { createSnapshotPlan, type SnapshotFile, type SnapshotPlan } from './shelf-snapshot.ts'

/** Every dossier of this desk while somebody is signed in: all of them in brief, in full those that are unsent or were opened. */
export type Shelf = {
  /** Goes up with every change of a dossier. */
  version: Live<number>
  /** Goes up when a dossier was opened. */
  openedVersion: Live<number>
  briefs(): Iterable<Brief>
  brief(id: string): Brief | undefined
  /** Dossiers that wait for the centre, themselves or one of their events. */
  unsent(): Iterable<HeldDossier>
  /** The dossier in full where it is open already. */
  opened(id: string): HeldDossier | undefined
  /** The dossier in full. Inside `serial` it is the newest there is. */
  open(id: string): Promise<HeldDossier | undefined>
  size(): number
  /** Reads, changes and writes one after another, so that a command and an arriving change never overwrite each other. */
  serial: Serial
  /** Call inside `serial`. */
  put(held: HeldDossier): Promise<void>
  /** Call inside `serial`. */
  putMany(held: HeldDossier[]): Promise<void>
  /** Keeps documents that this build cannot read, exactly as they came. Call inside `serial`. */
  keepUnread(documents: WireDocument[]): Promise<void>
  /** Takes dossiers off this desk, with their last trace on its disk. Call inside `serial`, and only for what is acknowledged. */
  removeMany(ids: string[]): Promise<void>
  load(): Promise<void>
  /** Writes a snapshot now if one is due. */
  rest(): Promise<void>
  clear(): void
}

export function createShelf(table: SealedTable<Shelved>, file: SnapshotFile): Shelf {
  const memory = createShelfMemory()
  const { briefs, opened, take } = memory
  const version = createSource(0)
  const openedVersion = createSource(0)
  const changed = (source = version) => source.set(source.get() + 1)
  const serial = createSerial()
  const plan = createSnapshotPlan(file, serial, () => ({ briefs: [...briefs.values()], unread: [...memory.unread] }))
  return {
    version,
    openedVersion,
    briefs: () => briefs.values(),
    brief: (id) => briefs.get(id),
    unsent: () => [...opened.values()].filter(({ record }) => briefs.get(record.id)?.unsent === true),
    opened: (id) => opened.get(id),
    async open(id) {
      const brief = briefs.get(id)
      if (brief === undefined || opened.has(id)) return opened.get(id)
      const [found] = await table.listOf([id])
      const read = found && readStored(found)
      // Changed or signed out while it was read: what is here now counts.
      if (read === undefined || briefs.get(id) !== brief || opened.has(id)) return opened.get(id)
      opened.set(id, read)
      changed(openedVersion)
      return read
    },
    size: () => briefs.size,
    serial,
    async put(one) {
      await plan.write(1, (next) => table.put({ ...toSealable(one), order: orderOf(next()) }))
      take(one)
      changed()
    },
    async putMany(many) {
      await plan.write(many.length, (next) => table.putMany(many.map((one) => ({ ...toSealable(one), order: orderOf(next()) }))))
      for (const one of many) take(one)
      changed()
    },
    async keepUnread(documents) {
      await plan.write(documents.length, (next) => table.putMany(documents.map((one) => sealableUnread(one, next()))))
      for (const unread of documents) memory.takeStored({ unread })
    },
    async removeMany(ids) {
      await table.removeMany(ids)
      for (const id of ids) memory.drop(id)
      plan.removed()
      changed()
    },
    async load() {
      if (!(await loadFromSnapshot({ table, file, memory, plan }))) await loadWhole({ table, memory, plan })
      changed()
    },
    rest: plan.rest,
    clear() {
      plan.stop()
      memory.forget()
      changed()
    },
  }
}

type Loading = { table: SealedTable<Shelved>; file: SnapshotFile; memory: ShelfMemory; plan: SnapshotPlan }

/** Briefs as the snapshot has them, then every later write; false where that is not all that lies in the table. */
async function loadFromSnapshot({ table, file, memory, plan }: Loading): Promise<boolean> {
  const { briefs, opened, unread } = memory
  memory.forget()
  const last = Number(await table.findLastOrder())
  const snapshot = await file.find()
  if (snapshot === undefined || snapshot.sequence > last) return false
  for (const brief of snapshot.briefs) briefs.set(brief.id, brief)
  for (const id of snapshot.unread) unread.add(id)
  const later = await table.listAfter(orderOf(snapshot.sequence))
  for (const one of later) memory.takeStored(one)
  const waiting = [...briefs.values()].filter((brief) => brief.unsent && !opened.has(brief.id))
  for (const one of await table.listOf(waiting.map(({ id }) => id))) memory.takeStored(one)
  plan.loaded(last, later.length)
  return briefs.size + unread.size === (await table.count())
}

async function loadWhole({ table, memory, plan }: Omit<Loading, 'file'>): Promise<void> {
  memory.forget()
  const all = await table.listAll()
  for (const one of all) memory.takeStored(one)
  plan.loaded(Number(await table.findLastOrder()), all.length)
}

function sealableUnread(unread: WireDocument, sequence: number): Sealable<Shelved> {
  return { id: unread._id, kind: 'unread', v: 0, state: 'acknowledged', order: orderOf(sequence), body: { unread } }
}

/** A sequence number as index text, so that texts sort as numbers do. */
const orderOf = (sequence: number): string => String(sequence).padStart(15, '0')
