import type { Person } from '#core/person/person.ts'
import type { Catalogue } from '#core/procedure/catalogue.ts'
import { AgencySlug, DeviceId } from '#core/record/ids.ts'
import { Instant } from '#core/record/instant.ts'
import { RuleBroken } from '#core/record/rule-broken.ts'
import { createCatalogueShelf } from '#renderer/data/catalogue/catalogue-shelf.ts'
import { type Commands, createCommands } from '#renderer/data/dossiers/commands.ts'
import { createEventLog, type EventLog } from '#renderer/data/dossiers/event-log.ts'
import { createShelf, type Shelf } from '#renderer/data/dossiers/shelf.ts'
import { createSource } from '#renderer/data/live.ts'
import { createNumbering } from '#renderer/data/numbering/numbering.ts'
import { createPageShelf } from '#renderer/data/pages/page-shelf.ts'
import type { Entry } from '#renderer/data/session/sign-in.ts'
import type { DeskPapers, DevicePaper } from '#renderer/data/store/desk-papers.ts'
import type { PageStore } from '#renderer/data/store/page-store.ts'
import { createDelivered } from '#renderer/data/sync/delivered.ts'
import { createFlight } from '#renderer/data/sync/flight.ts'
import { createLink } from '#renderer/data/sync/link.ts'
import { createPlace } from '#renderer/data/sync/place.ts'
import { createPulse } from '#renderer/data/sync/pulse.ts'
import { runRound } from '#renderer/data/sync/round.ts'
import type { SyncParts } from '#renderer/data/sync/sync-parts.ts'
import { createWitness } from '#renderer/data/sync/witness.ts'
import type { Line } from '../centre/line.ts'
import { databases } from '../centre/memory-centre.ts'
import { createMemoryTable, Died, type Disk, type Fate } from './memory-table.ts'

/** The desk's own data code over a disk in memory and a line in memory. */
export type Replica = {
  person: Person
  device: DeviceId
  shelf: Shelf
  events: EventLog
  commands: Commands
  parts: SyncParts
  /** One round with the centre; a line that breaks ends it. */
  round(): Promise<void>
}

/** The seam through which a planted bug of the desk enters: what the sync engine sees instead of the real shelf. */
export type TamperShelf = (shelf: Shelf) => Shelf

export type ReplicaParts = {
  index: number
  person: Person
  catalogue: Catalogue
  signing: { key: CryptoKey; keyId: string }
  disk: Disk
  fate: Fate
  line: Line
  now: () => number
  tamper?: TamperShelf
}

/** Opens a desk on what lies on its disk: the first time, and after each restart. */
export async function openReplica(made: ReplicaParts): Promise<Replica> {
  const { index, disk, fate, line, now, person, catalogue } = made
  const device = devicePaper(index)
  const papers = createMemoryPapers(disk, fate)
  const shelf = createShelf(createMemoryTable(disk, 'dossiers', fate), { find: async () => undefined, put: async () => undefined })
  const events = createEventLog(createMemoryTable(disk, 'events', fate), shelf)
  const entry = (): Entry => ({
    device,
    person,
    dataKey: made.signing.key,
    signingKey: made.signing.key,
    keyId: made.signing.keyId,
    online: true,
  })
  const numbering = createNumbering(papers, shelf, { now, minute: createSource(0) })
  if (!disk.has('papers/slot')) await papers.put('slot', { kind: 'slot', slot: slotOf(index) })
  await shelf.load()
  events.restart(device.device)
  await numbering.load(device.fingerprint)
  const seen = made.tamper === undefined ? shelf : made.tamper(shelf)
  const link = createLink(now)
  const place = createPlace(line.client, link)
  const parts: SyncParts = {
    centre: line.client,
    papers,
    shelf: seen,
    events,
    catalogue: createCatalogueShelf(createMemoryTable(disk, 'catalogue', fate)),
    pageShelf: createPageShelf(createMemoryTable(disk, 'pages', fate)),
    pageStore: noPages,
    link,
    place,
    delivered: createDelivered(now, place.level),
    flight: createFlight(),
    witness: createWitness({ events, entry, now }),
    asideTried: new Set(),
    closes: { arrived: async () => undefined, atOffice: () => [], put: async () => undefined },
    contact: async () => undefined,
    now,
  }
  const commands = createCommands({
    shelf,
    events,
    numbering,
    // No register book is held here.
    rights: {
      next() {
        throw new RuleBroken('no-book')
      },
    },
    entry,
    catalogue: () => catalogue,
    now,
    removeDraft: async () => undefined,
    changed: () => undefined,
  })
  return { person, device: device.device, shelf, events, commands, parts, round: makeRounds(parts) }
}

function makeRounds(parts: SyncParts): () => Promise<void> {
  const stale = new Set<string>()
  const pulse = createPulse()
  return async () => {
    try {
      await runRound(parts, { databases, stale, pulse, textBegun: () => undefined, textWaits: () => false })
    } catch (cause) {
      if (cause instanceof Died || !(cause instanceof Error) || cause.name !== 'RoundEnded') throw cause
    }
  }
}

const noPages: PageStore = {
  has: async () => false,
  put: async () => undefined,
  find: async () => undefined,
  remove: async () => undefined,
  close: async () => undefined,
}

function createMemoryPapers(disk: Disk, fate: Fate): DeskPapers {
  return {
    async find(id, schema) {
      const row = disk.get(`papers/${id}`)
      return row && schema.parse(JSON.parse(row.text))
    },
    list: async (prefix, schema) =>
      [...disk].flatMap(([key, { text }]) => (key.startsWith(`papers/${prefix}`) ? [schema.parse(JSON.parse(text))] : [])),
    async put(id, paper) {
      const strike = fate.strike()
      if (strike === 'before') throw new Died()
      disk.set(`papers/${id}`, { text: JSON.stringify(paper), group: '', order: '' })
      if (strike === 'after') throw new Died()
    },
  }
}

function devicePaper(index: number): DevicePaper {
  return {
    kind: 'device',
    device: DeviceId.parse(`device:01jd00000000000000000000${String(index + 10)}`),
    deskName: `Quầy ${index + 1}`,
    agency: AgencySlug.parse('h53-27712'),
    agencyName: 'Tân An',
    databases,
    fingerprint: `hw${index}`,
    osWrapped: null,
    centreWrapped: null,
    recoveryWrapped: null,
  }
}

function slotOf(index: number) {
  return {
    slot: index + 1,
    generation: 1,
    agencyCode: 'H53.27712',
    device: devicePaper(index).device,
    fingerprint: `hw${index}`,
    grantedAt: Instant.parse('2026-11-01T08:00:00+07:00'),
    lapsesAt: Instant.parse('2027-11-01T08:00:00+07:00'),
  }
}
