import type { PageHash } from '#core/record/ids.ts'
import type { Live, PagePolicy } from '../desk.ts'
import { evictPages, heldBytes } from '../pages/evict-pages.ts'
import { fetchPage } from '../pages/fetch-page.ts'
import type { Databases } from '../store/desk-papers.ts'
import { createCouch } from './couch.ts'
import { RoundEnded } from './link.ts'
import { pushPages } from './push-pages.ts'
import type { SyncParts } from './sync-parts.ts'

/** Page images have a way of their own beside the text, so that a slow upload never holds a dossier up. */
export type PageLane = {
  /** The line is there and there may be pages to send or fetch. */
  wake(databases: Databases): void
  /** Forgets that it was backing off: somebody asked, or the line has just come back. */
  hurry(): void
  /** Resolves when nothing is under way. */
  idle(): Promise<void>
  /** Ends what is under way; the caller has hung up. */
  stop(): Promise<void>
}

export type LaneParts = SyncParts & {
  policy: Live<PagePolicy>
  /** Pages that will be needed here and are not here yet. */
  wanted(): PageHash[]
  /** Pages of work in hand. */
  inHand(): ReadonlySet<string>
  /** The line failed under a page: a round of text finds out how it stands. */
  failed(): void
}

type LaneState = {
  databases: Databases | null
  running: Promise<void> | null
  again: boolean
  failures: number
  timer: ReturnType<typeof setTimeout> | undefined
}

const shortestMs = 2000
const longestMs = 120_000

export function createPageLane(parts: LaneParts): PageLane {
  const state: LaneState = { databases: null, running: null, again: false, failures: 0, timer: undefined }
  return {
    wake(databases) {
      state.databases = databases
      // While it backs off, its own timer is the next try: a page that the line cannot carry must not be sent at every round.
      if (state.timer === undefined) start(parts, state)
    },
    hurry() {
      clearTimeout(state.timer)
      state.timer = undefined
      state.failures = 0
    },
    async idle() {
      while (state.running !== null) await state.running
    },
    async stop() {
      state.databases = null
      clearTimeout(state.timer)
      state.timer = undefined
      state.failures = 0
      await state.running
    },
  }
}

function start(parts: LaneParts, state: LaneState): void {
  state.again = true
  state.running ??= runAll(parts, state).finally(() => {
    state.running = null
  })
}

async function runAll(parts: LaneParts, state: LaneState): Promise<void> {
  while (state.again && state.databases !== null) {
    state.again = false
    try {
      await runOnce(parts, state, state.databases)
      state.failures = 0
    } catch (cause) {
      backOff(parts, state)
      if (state.databases !== null && !(cause instanceof RoundEnded)) reportError(cause)
      return
    }
  }
}

function backOff(parts: LaneParts, state: LaneState): void {
  if (state.databases === null) return
  state.failures += 1
  const waitMs = Math.min(longestMs, shortestMs * 2 ** Math.min(state.failures - 1, 10)) * (0.5 + Math.random() / 2)
  state.timer = setTimeout(() => {
    state.timer = undefined
    start(parts, state)
  }, waitMs)
  parts.failed()
}

async function runOnce(parts: LaneParts, state: LaneState, databases: Databases): Promise<void> {
  const isOver = () => state.databases === null
  await pushPages(parts, databases.pages, { pace: createPace(parts.policy), isOver })
  await fetchWanted(parts, databases.pages, () => isOver() || state.again)
  if (!isOver()) await evict(parts, databases.pages)
}

/** Waits after a page as long as the cap demands, so that the average stays under it. */
function createPace(policy: Live<PagePolicy>): (bytes: number, tookMs: number) => Promise<void> {
  return async (bytes, tookMs) => {
    const { lineKbps } = policy.get()
    if (lineKbps === null) return
    const restMs = (bytes * 8) / lineKbps - tookMs
    if (restMs > 0) await new Promise((resolve) => setTimeout(resolve, Math.min(restMs, longestMs)))
  }
}

const bytesOfMb = 1_000_000
/** Fetching ahead never fills the disk to its limit: the rest is for what somebody opens. */
const aheadShare = 0.8

async function fetchWanted(parts: LaneParts, database: string, isOver: () => boolean): Promise<void> {
  const { fetchAhead, keepMb } = parts.policy.get()
  if (!fetchAhead) return
  const pace = createPace(parts.policy)
  const fetching = { shelf: parts.pageShelf, store: parts.pageStore, centre: parts.centre }
  for (const hash of parts.wanted()) {
    if (isOver() || heldBytes(parts.pageShelf) > keepMb * bytesOfMb * aheadShare) return
    const began = performance.now()
    const fetched = await fetchPage(fetching, database, hash).catch(() => undefined)
    if (fetched !== undefined) await pace(fetched.bytes.length, performance.now() - began)
  }
}

function evict(parts: LaneParts, database: string): Promise<number> {
  const couch = createCouch(parts.centre, database)
  return evictPages(
    {
      shelf: parts.pageShelf,
      store: parts.pageStore,
      inHand: parts.inHand,
      async listPresent(pages) {
        const answer = parts.link.check(await couch.listPresent(pages.map(({ page }) => `page:${page}`)))
        return answer.kind === 'ok' ? new Set([...answer.value].map((id) => id.slice('page:'.length))) : undefined
      },
    },
    parts.policy.get().keepMb,
  )
}
