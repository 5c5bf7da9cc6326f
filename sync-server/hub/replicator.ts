import { setTimeout as wait } from 'node:timers/promises'
import type { Logger } from 'pino'
import type { CentreContext } from '#sync-server/api/centre-context.ts'
import { databasesOf } from '#sync-server/provision/database-names.ts'
import type { HubBooks } from './books.ts'
import { pageCarrier, TextWaits } from './carry-pages.ts'
import type { HubMemory } from './hub-memory.ts'
import type { HubPaper } from './hub-paper.ts'
import type { Line } from './line.ts'
import type { PageLimit } from './page-limit.ts'
import { type Carry, carryOnce, carryTrees, replicate, retryRefused, type Way } from './replicate.ts'
import { centreSide, HubRevoked, LineDown, localSide, send } from './side.ts'
import { visitCentre } from './visit-centre.ts'

export type ReplicatorParts = {
  context: CentreContext
  memory: HubMemory
  paper: HubPaper
  books: HubBooks
  limit: PageLimit
  line: Line
  log: Logger
  visits: Visits
}
/** When the centre has to hear of desks and keys, and we of people and rights: soon where something came up here, else now and then. */
export type Visits = { due: boolean; lastMs: number }
export type Replicator = {
  /** Resolves when people, rights and catalogue are here for the first time. */
  ready: Promise<void>
  /** There is something to tell the centre. */
  ring(): void
  /** One round now; resolves when it has ended, however it did. */
  now(): Promise<void>
  close(): Promise<void>
}

const shortestMs = 1_000
const longestMs = 60_000
/** A round without a reason, in case a notice was lost; it also tries again what was refused. */
const restMs = 60_000
const visitEveryMs = 5 * 60_000

/** Keeps this hub and the centre alike: catalogue down; dossiers, events and then pages both ways. */
export function startReplicator(parts: ReplicatorParts): Replicator {
  const { context, paper, log } = parts
  const end = new AbortController()
  const bell = makeBell()
  const { dossiers, journal, pages } = databasesOf(paper.agency)
  const unfollow = context.notices.follow([dossiers, journal, pages], ({ db }) => bell.ring(db !== pages))
  let isReady: () => void = () => undefined
  const ready = new Promise<void>((resolve) => {
    isReady = resolve
  })
  let running: Promise<void> = Promise.resolve()
  const round = (): Promise<void> => {
    running = running.catch(() => undefined).then(() => runRound(parts, bell, isReady))
    return running
  }
  const loop = async (): Promise<void> => {
    for (let failures = 0; !end.signal.aborted; ) {
      bell.silence()
      failures = await round().then(
        () => 0,
        (error: unknown) => noteFailure(parts, error, failures),
      )
      const pauseMs = failures === 0 ? restMs : Math.min(longestMs, shortestMs * 2 ** failures) * (0.5 + Math.random() / 2)
      // While the line is down only its return counts; a busy office must not hammer a dead centre.
      await (failures === 0 ? bell.wait(pauseMs, end.signal) : wait(pauseMs, undefined, { signal: end.signal }).catch(() => undefined))
    }
  }
  const looping = loop()
  const listening = listen(parts, bell.ring, end.signal)
  listening.catch((error: unknown) => log.error({ error: String(error) }, 'notices of the centre ended'))
  return {
    ready,
    ring: () => bell.ring(true),
    now: () => round().catch((error: unknown) => void noteFailure(parts, error, 0)),
    async close() {
      unfollow()
      end.abort()
      bell.ring(true)
      await Promise.allSettled([looping, listening])
    },
  }
}

function noteFailure({ line, log }: ReplicatorParts, error: unknown, failures: number): number {
  line.became(error instanceof HubRevoked ? 'revoked' : 'offline')
  if (!(error instanceof LineDown || error instanceof HubRevoked)) log.error({ error: String(error) }, 'round failed')
  return failures + 1
}

async function runRound(parts: ReplicatorParts, bell: Bell, isReady: () => void): Promise<void> {
  const { context, paper, line, memory, limit } = parts
  await visitIfDue(parts)
  line.became('online')
  const { catalog, dossiers, journal, pages } = databasesOf(paper.agency)
  const way = (direction: Way['direction'], database: string): Way => {
    const [here, there] = [localSide(context.central), centreSide(paper, 'db')]
    const [from, to] = direction === 'up' ? [here, there] : [there, here]
    return { direction, database, from, to, memory, now: context.now }
  }
  await bringOver(parts, way('down', catalog), carryTrees)
  isReady()
  // Text before pages, and ours before theirs: what is only here is what can be lost.
  const text: [Way, Carry][] = [
    [way('up', dossiers), carryTrees],
    [way('up', journal), carryOnce],
    [way('down', dossiers), carryTrees],
    [way('down', journal), carryOnce],
  ]
  for (const [one, carry] of text) await bringOver(parts, one, carry)
  const carryPages = pageCarrier(bell.textWaits, limit.hasRoom)
  try {
    for (const direction of ['up', 'down'] as const) await bringOver(parts, way(direction, pages), carryPages)
    await limit.enforce()
  } catch (cause) {
    if (!(cause instanceof TextWaits)) throw cause
  }
  line.became('online')
}

async function visitIfDue(parts: ReplicatorParts): Promise<void> {
  const { visits, context } = parts
  if (!visits.due && Math.abs(context.now() - visits.lastMs) < visitEveryMs) return
  visits.due = false
  try {
    await visitCentre(parts)
  } catch (cause) {
    visits.due = true
    throw cause
  }
  visits.lastMs = context.now()
}

async function bringOver({ context, memory, visits }: ReplicatorParts, way: Way, carry: Carry): Promise<void> {
  const before = await memory.checkpoint(way.direction, way.database)
  await retryRefused(way, carry)
  const moved = await replicate(way, carry)
  if (way.database === 'catalog' && moved > 0) visits.due = true
  // The desks of this office ask what has become of their work.
  if (way.direction === 'up' && before !== (await memory.checkpoint('up', way.database))) context.notices.tell(way.database)
}

/** The centre's change notices; what they say does not matter, only that there is something. */
async function listen({ paper }: ReplicatorParts, ring: (text: boolean) => void, end: AbortSignal): Promise<void> {
  const side = centreSide(paper, 'api')
  while (!end.aborted) {
    try {
      const stream = await send(side, '/changes', { headers: { accept: 'text/event-stream' }, signal: end })
      const decoder = new TextDecoder()
      for await (const chunk of stream.body ?? []) if (decoder.decode(chunk, { stream: true }).includes('event:')) ring(true)
    } catch {
      // Down or refused: the loop finds out and says so.
    }
    await wait(5_000, undefined, { signal: end }).catch(() => undefined)
  }
}

type Bell = {
  ring(text: boolean): void
  silence(): void
  textWaits(): boolean
  wait(timeoutMs: number, end: AbortSignal): Promise<void>
}

function makeBell(): Bell {
  let rung = false
  let text = false
  let wake: () => void = () => undefined
  return {
    ring(isText) {
      rung = true
      text ||= isText
      wake()
    },
    silence() {
      rung = false
      text = false
    },
    textWaits: () => text,
    async wait(timeoutMs, end) {
      if (rung || end.aborted) return
      const woken = new Promise<void>((resolve) => {
        wake = resolve
      })
      const stop = new AbortController()
      await Promise.race([woken, wait(timeoutMs, undefined, { signal: AbortSignal.any([end, stop.signal]) }).catch(() => undefined)])
      stop.abort()
    },
  }
}
