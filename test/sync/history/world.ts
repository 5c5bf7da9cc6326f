import type { Dossier } from '#core/dossier/dossier.ts'
import { Person } from '#core/person/person.ts'
import { Role } from '#core/person/role.ts'
import type { Catalogue } from '#core/procedure/catalogue.ts'
import { DraftId, makeUlid } from '#core/record/ids.ts'
import { toInstant } from '#core/record/instant.ts'
import { RuleBroken } from '#core/record/rule-broken.ts'
import { makeCatalogue, makeDraft } from '#test/support/trade-world.ts'
import { type Line, openLine, type Tamper } from '#test/sync/centre/line.ts'
import { createMemoryCentre, type MemoryCentre } from '#test/sync/centre/memory-centre.ts'
import type { SettleLeaf } from '#test/sync/centre/sweep.ts'
import type { Disk, Fate } from '#test/sync/desk/memory-table.ts'
import { openReplica, type Replica, type TamperShelf } from '#test/sync/desk/open-replica.ts'
import { Ledger } from '#test/sync/oracle/ledger.ts'
import { fixChance } from './fix-chance.ts'
import { quickenCrypto } from './quick-crypto.ts'

/** Bugs that a test plants through seams of the harness, to prove that the oracle finds them. */
export type Planted = { tamperShelf?: TamperShelf; tamperAnswer?: Tamper; settleLeaf?: SettleLeaf }

/** A desk over its life: what lies on its disk, its line, and the replica that is open on them now. */
export type Desk = {
  index: number
  disk: Disk
  line: Line
  fate: Fate & { strikeAt: number; after: boolean; struck: boolean }
  clockDays: number
  replica: Replica
}

/** Everything of one history. */
export type World = {
  centre: MemoryCentre
  desks: Desk[]
  catalogue: Catalogue
  ledgers: Map<string, Ledger>
  /** Dossiers that a newer build has written under a schema of its own. */
  ofTomorrow: Map<string, string[]>
  told: { path: string; key: string }[]
  /** Desks that may not know that the centre took what they sent. */
  interrupted: Set<number>
  /** Desks that went from one node to the other, or whose node lets another branch win since it met the other node. */
  behind: Set<number>
  planted: Planted
  /** A number nobody had before. */
  unique(): number
  nowMs(): number
}

const people = Array.from({ length: 8 }, (_, index) =>
  Person.parse({
    kind: 'person',
    schemaVersion: 1,
    id: `person:can.bo${index}`,
    login: `can.bo${index}`,
    name: `Cán bộ ${index}`,
    title: '',
    phone: '',
    agency: 'h53-27712',
    roles: Role.options.map((role) => ({ role, since: '2025-07-01', until: null })),
    keys: [],
  }),
)

const pair = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign', 'verify'])
const signing = { key: pair.privateKey, keyId: 'key:history' }
const dayMs = 24 * 3_600_000
const startMs = Date.parse('2026-11-20T08:00:00+07:00')

export async function createWorld(count: number, planted: Planted = {}): Promise<World> {
  let made = 0
  let ticks = 0
  fixChance()
  quickenCrypto()
  const world: World = {
    centre: createMemoryCentre(people),
    desks: [],
    catalogue: makeCatalogue({ people }),
    ledgers: new Map(),
    ofTomorrow: new Map(),
    told: [],
    interrupted: new Set(),
    behind: new Set(),
    planted,
    unique: () => ++made,
    nowMs: () => startMs + ++ticks * 1000,
  }
  for (let index = 0; index < count; index++) world.desks.push(await createDesk(world, index))
  return world
}

async function createDesk(world: World, index: number): Promise<Desk> {
  const disk: Disk = new Map()
  const fate = createFate()
  const line = openLine(world.centre, world.planted.tamperAnswer)
  const parts = { index, disk, fate, line, clockDays: 0 }
  return { ...parts, replica: await open(world, parts) }
}

/** Opens the desk again on what lies on its disk. */
export async function reopen(world: World, desk: Desk): Promise<void> {
  desk.fate.strikeAt = 0
  desk.fate.struck = false
  desk.replica = await open(world, desk)
}

function open(world: World, desk: Omit<Desk, 'replica'>): Promise<Replica> {
  const person = people[desk.index % people.length]
  if (person === undefined) throw new Error('a desk without an official')
  const { tamperShelf } = world.planted
  return openReplica({
    index: desk.index,
    person,
    catalogue: world.catalogue,
    signing,
    disk: desk.disk,
    fate: desk.fate,
    line: desk.line,
    now: () => world.nowMs() + desk.clockDays * dayMs,
    ...(tamperShelf === undefined ? {} : { tamper: tamperShelf }),
  })
}

function createFate(): Desk['fate'] {
  const fate = {
    strikeAt: 0,
    after: false,
    struck: false,
    strike(): 'before' | 'after' | null {
      if (fate.strikeAt === 0) return null
      fate.strikeAt -= 1
      if (fate.strikeAt > 0) return null
      fate.struck = true
      return fate.after ? 'after' : 'before'
    },
  }
  return fate
}

/** Takes a dossier in at a desk. */
export async function receiveAt(world: World, desk: Desk): Promise<void> {
  const unique = world.unique()
  const id = DraftId.parse(`draft:${makeUlid(startMs + unique, new Uint8Array([desk.index, unique % 256]))}`)
  const started = toInstant(world.nowMs() + desk.clockDays * dayMs)
  const feeQuantities = unique % 2 === 0 ? { 'trich-luc': 5 } : {}
  try {
    const dossier = await desk.replica.commands.receive(makeDraft({ id, started, updated: started, feeQuantities }))
    world.ledgers.set(dossier.id, new Ledger({ ...dossier }))
  } catch (cause) {
    // A clock that was set back issues nothing.
    if (!(cause instanceof RuleBroken)) throw cause
  }
}

/** The dossier that a step means, as this desk has it. */
export async function dossierAt(desk: Desk, number: number): Promise<Dossier | undefined> {
  const briefs = [...desk.replica.shelf.briefs()].sort((a, b) => (a.id < b.id ? -1 : 1))
  const brief = briefs[number % Math.max(1, briefs.length)]
  return brief && (await desk.replica.shelf.open(brief.id))?.record
}

export const nowOf = (world: World) => toInstant(world.nowMs())
