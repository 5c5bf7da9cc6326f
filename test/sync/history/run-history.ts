import type { DossierCommand } from '#core/dossier/command.ts'
import type { Dossier } from '#core/dossier/dossier.ts'
import type { DossierId } from '#core/record/ids.ts'
import { RuleBroken } from '#core/record/rule-broken.ts'
import type { WireBody } from '#core/sync/wire.ts'
import { databases } from '#test/sync/centre/memory-centre.ts'
import { livingOf, makeRevision } from '#test/sync/centre/revision-tree.ts'
import { sweepNode } from '#test/sync/centre/sweep.ts'
import { Died } from '#test/sync/desk/memory-table.ts'
import { keyOfValue } from '#test/sync/oracle/judge.ts'
import { isObject, keyOf } from '#test/sync/oracle/ledger.ts'
import { commandOf } from './commands-of.ts'
import { endHistory } from './end-history.ts'
import type { Act, History, Step } from './step.ts'
import { createWorld, type Desk, dossierAt, nowOf, type Planted, receiveAt, reopen, type World } from './world.ts'

/** Plays a history and answers everything that is wrong at its end; empty where nothing is. */
export async function runHistory(history: History, planted: Planted = {}): Promise<string[]> {
  const world = await createWorld(history.desks, planted)
  const [first] = world.desks
  if (first !== undefined) await receiveAt(world, first)
  for (const step of history.steps) await play(world, step)
  return endHistory(world)
}

async function play(world: World, step: Step): Promise<void> {
  if ('desk' in step) {
    const desk = world.desks[step.desk % world.desks.length]
    return desk === undefined ? undefined : playAtDesk(world, desk, step)
  }
  const node = world.centre.nodes[step.node]
  if (step.kind === 'replicate') return replicate(world, step.node)
  if (step.kind === 'compact') return node.compact(databases.dossiers)
  if (step.kind === 'sweep') return sweep(world, step.node)
  writeOfTomorrow(world, step)
}

async function playAtDesk(world: World, desk: Desk, step: Extract<Step, { desk: number }>): Promise<void> {
  switch (step.kind) {
    case 'receive':
      return world.ledgers.size < 4 ? receiveAt(world, desk) : undefined
    case 'act':
      return act(world, desk, step)
    case 'sync':
      desk.line.trouble = { kind: step.trouble, at: step.at }
      await desk.replica.round()
      if (step.trouble === 'cut' || step.trouble === 'answer_lost') world.interrupted.add(desk.index)
      desk.line.trouble = { kind: 'none', at: 0 }
      return
    case 'die':
      return die(world, desk, step)
    case 'restart':
      return reopen(world, desk)
    case 'moveTo':
      if (desk.line.node !== step.node) world.behind.add(desk.index)
      desk.line.node = step.node
      return
    case 'clock':
      desk.clockDays = Math.max(-2, Math.min(2, desk.clockDays + step.days))
      return
    case 'rights': {
      const { id } = desk.replica.person
      if (!world.centre.banned.delete(id)) world.centre.banned.add(id)
    }
  }
}

/** An official does something; what the rules forbid at that moment is simply not done. */
async function act(world: World, desk: Desk, step: { dossier: number; act: Act; choice: number }): Promise<void> {
  const before = await dossierAt(desk, step.dossier)
  if (before === undefined) return
  const merges = await listMerges(desk, before.id)
  const command = commandOf(step.act, { dossier: before, unique: world.unique(), choice: step.choice, merges })
  if (command === undefined) return
  try {
    await desk.replica.commands.run(before.id, command)
  } catch (cause) {
    if (cause instanceof RuleBroken) return
    throw cause
  } finally {
    await writeDown(world, desk, { before, command })
  }
}

/** Whatever is on the disk now was saved, whether or not the desk lived to say so. */
async function writeDown(world: World, desk: Desk, { before, command }: { before: Dossier; command: DossierCommand }): Promise<void> {
  if (desk.fate.strikeAt === 0 && desk.fate.struck) await reopen(world, desk)
  const after = (await desk.replica.shelf.open(before.id))?.record
  if (after === undefined || after === before || after.lastEvent === before.lastEvent) return
  world.ledgers.get(before.id)?.wrote({ ...before }, { ...after }, { desk: desk.index, alsoSeen: decidedBetween(before, command) })
}

/** Who decides a case has both values before their eyes, and so has who takes a decision back. */
function decidedBetween(dossier: Dossier, command: DossierCommand): { path: string; key: string }[] {
  if (command.do !== 'settleCase' && command.do !== 'reopenCase') return []
  const found = dossier.cases?.find(({ id }) => id === command.caseId)
  return (found?.fields ?? []).flatMap(({ path, mine, theirs }) => [mine, theirs].map((value) => ({ path, key: keyOfValue(path, value) })))
}

async function die(world: World, desk: Desk, step: Extract<Step, { kind: 'die' }>): Promise<void> {
  world.interrupted.add(desk.index)
  desk.fate.strikeAt = step.at
  desk.fate.after = step.after
  desk.fate.struck = false
  try {
    if (step.inRound) await desk.replica.round()
    else await act(world, desk, { dossier: step.dossier, act: 'name', choice: 0 })
  } catch (cause) {
    if (!(cause instanceof Died)) throw cause
  }
  await reopen(world, desk)
}

async function listMerges(desk: Desk, id: DossierId) {
  const held = await desk.replica.shelf.open(id)
  const known = [...(await desk.replica.events.listOf(id)), ...(held?.pendingEvents ?? [])]
  return known.map(({ event }) => event).filter(({ type }) => type === 'editsMerged')
}

/** Brings a node what the other one has. */
export function replicate(world: World, to: 0 | 1): void {
  const swapped = world.centre.nodes[to].replicateFrom(world.centre.nodes[to === 0 ? 1 : 0], Object.values(databases))
  if (swapped) for (const { index, line } of world.desks) if (line.node === to) world.behind.add(index)
}

export function sweep(world: World, index: 0 | 1): void {
  const told = (facts: unknown) => world.told.push(...valuesTold(facts))
  sweepNode({ node: world.centre.nodes[index], database: databases.dossiers, at: nowOf(world), told }, world.planted.settleLeaf)
}

/** The values that the event of a merge names. */
export function valuesTold(facts: unknown): { path: string; key: string }[] {
  const fields = isObject(facts) && isObject(facts['data']) ? facts['data']['fields'] : undefined
  if (!Array.isArray(fields)) return []
  return fields
    .filter(isObject)
    .flatMap(({ path, base, mine, theirs }) => [base, mine, theirs].map((value) => ({ path: String(path), key: keyOf(value) })))
}

/** A newer build, somewhere, adds members that this one does not know; perhaps under a schema of its own. */
function writeOfTomorrow(world: World, { node: index, dossier, schema }: Extract<Step, { kind: 'newer' }>): void {
  const node = world.centre.nodes[index]
  const ids = node.ids(databases.dossiers).sort()
  const id = ids[dossier % Math.max(1, ids.length)]
  const [winner] = id === undefined ? [] : livingOf(node.tree(databases.dossiers, id))
  if (id === undefined || winner?.body == null) return
  const before = winner.body
  const unique = world.unique()
  const applicant = isObject(before['applicant']) ? before['applicant'] : {}
  const body: WireBody = { ...before, ofTomorrow: unique, applicant: { ...applicant, ofTomorrow: unique } }
  if (schema) body['schemaVersion'] = 2
  const revision = makeRevision(winner, { body, deleted: false })
  node.put(databases.dossiers, id, revision)
  if (body['schemaVersion'] === 2) world.ofTomorrow.set(id, [...(world.ofTomorrow.get(id) ?? []), revision.rev])
  world.ledgers.get(id)?.wrote(before, body, { desk: null })
}
