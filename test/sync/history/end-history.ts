import { JournalEvent } from '#core/journal/event.ts'
import { isEqual } from '#core/sync/is-equal.ts'
import { releaseRefused } from '#renderer/data/sync/retry.ts'
import { databases } from '#test/sync/centre/memory-centre.ts'
import { leavesOf, livingOf, pathOf } from '#test/sync/centre/revision-tree.ts'
import { judgeDossier } from '#test/sync/oracle/judge.ts'
import { replicate, sweep, valuesTold } from './run-history.ts'
import { type Desk, reopen, type World } from './world.ts'

const rounds = 12

/** Heals every line and right, lets all meet until nothing changes any more, and judges what came of it. */
export async function endHistory(world: World): Promise<string[]> {
  world.centre.banned.clear()
  for (const desk of world.desks) {
    await reopen(world, desk)
    await releaseRefused(desk.replica.parts, () => true)
  }
  for (let round = 0; round < rounds; round++) {
    const before = stateOf(world)
    for (const desk of world.desks) await desk.replica.round()
    meet(world)
    if (stateOf(world) === before) break
  }
  return [...(await judgeDesks(world)), ...(await judgeDossiers(world)), ...judgeCodes(world), ...(await judgeJournal(world))]
}

function meet(world: World): void {
  replicate(world, 0)
  replicate(world, 1)
  sweep(world, 0)
  replicate(world, 1)
}

/** Moves on whenever anything is written anywhere. */
function stateOf({ centre, desks }: World): string {
  const nodes = centre.nodes.map((node) => [node.sequenceOf(databases.dossiers), node.sequenceOf(databases.journal)])
  return JSON.stringify([nodes, desks.map(({ replica }) => replica.shelf.version.get())])
}

/** Every desk holds exactly what the centre holds and has nothing left to send. */
async function judgeDesks(world: World): Promise<string[]> {
  const faults: string[] = []
  for (const desk of world.desks) {
    for (const id of world.ledgers.keys()) faults.push(...(await judgeHeld(world, desk, id)))
  }
  return faults
}

async function judgeHeld({ centre, ofTomorrow }: World, desk: Desk, id: string): Promise<string[]> {
  const where = `desk ${desk.index}, ${id}`
  const winner = leavesOf(centre.nodes[0].tree(databases.dossiers, id))[0]
  const held = await desk.replica.shelf.open(id)
  if (ofTomorrow.has(id)) return []
  if (held === undefined || winner?.body == null) return [`${where}: ${held === undefined ? 'not on the desk' : 'not at the centre'}`]
  const { mark, pendingEvents } = held
  if (mark.state !== 'acknowledged' || pendingEvents.length > 0)
    return [
      `${where}: unsent for good: ${mark.state} ${mark.refusal?.reason ?? ''} ${pendingEvents.map((one) => one.mark.refusal?.reason ?? one.mark.state).join()}`,
    ]
  return isEqual(held.record, winner.body) ? [] : [`${where}: differs from the centre`]
}

async function judgeDossiers(world: World): Promise<string[]> {
  const faults: string[] = []
  const [node] = world.centre.nodes
  const told = [...world.told, ...node.ids(databases.journal).flatMap((id) => valuesTold(node.find(databases.journal, id)))]
  for (const [id, ledger] of world.ledgers) {
    const tree = node.tree(databases.dossiers, id)
    const leaves = livingOf(tree)
    const written = world.ofTomorrow.get(id)
    const isOfTomorrow = written !== undefined
    if (!isOfTomorrow && leaves.length !== 1) faults.push(`${id}: ${leaves.length} leaves at the centre`)
    const kept = new Set(leaves.flatMap((leaf) => pathOf(tree, leaf).map(({ rev }) => rev)))
    for (const rev of written ?? []) if (!kept.has(rev)) faults.push(`${id}: the newer build's ${rev} is gone`)
    for (const leaf of leaves)
      faults.push(
        ...judgeSchema(
          id,
          pathOf(tree, leaf).map(({ body }) => Number(body?.['schemaVersion'] ?? 0)),
        ),
      )
    const bodies = leaves.flatMap(({ body }) => (body === null ? [] : [body]))
    if (isOfTomorrow) for (const desk of world.desks) bodies.push(...(await unsentBodies(desk, id)))
    faults.push(
      ...judgeDossier({ id, interrupted: world.interrupted, behind: world.behind, ledger, bodies, told, isOfTomorrow }).map(
        (fault) => `${id}: ${fault}`,
      ),
    )
  }
  return faults
}

/** An older build never writes over a newer one. Versions newest first. */
function judgeSchema(id: string, versions: number[]): string[] {
  const known = versions.filter((version) => version > 0)
  return known.every((version, index) => index === 0 || version <= (known[index - 1] ?? 0))
    ? []
    : [`${id}: an older schema was written over a newer one`]
}

async function unsentBodies(desk: Desk, id: string): Promise<Record<string, unknown>[]> {
  const held = await desk.replica.shelf.open(id)
  return held === undefined ? [] : [{ ...held.record }]
}

function judgeCodes({ centre, ledgers }: World): string[] {
  const codes = [...ledgers.keys()].map((id) => String(centre.nodes[0].find(databases.dossiers, id)?.['code']))
  return new Set(codes).size === codes.length ? [] : [`one code twice: ${codes.sort().join()}`]
}

/** Every event a desk signed is in the journal, once, and each device's chain has no gap. */
async function judgeJournal({ centre, desks }: World): Promise<string[]> {
  const [node] = centre.nodes
  const events = node.ids(databases.journal).map((id) => JournalEvent.parse(node.find(databases.journal, id)))
  const faults: string[] = []
  for (const { index, replica } of desks) {
    const own = events.filter(({ device }) => device === replica.device).map(({ chain }) => chain.seq)
    const { seq } = await replica.events.head()
    if (new Set(own).size !== own.length) faults.push(`desk ${index}: one link of its chain twice`)
    const waiting = [...replica.shelf.unsent()].flatMap(({ pendingEvents }) => pendingEvents).length
    if (own.length + waiting !== seq) faults.push(`desk ${index}: ${seq} events were signed, ${own.length} arrived`)
  }
  return faults
}
