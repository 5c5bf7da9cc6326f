import type { Databases } from '../store/desk-papers.ts'
import { RoundEnded } from './link.ts'
import { watchNotices } from './notices.ts'
import type { PageLane } from './page-lane.ts'
import { createPulse, type Pulse } from './pulse.ts'
import { runRound } from './round.ts'
import type { SyncParts } from './sync-parts.ts'

/** Keeps this desk and the centre alike while somebody is signed in. */
export type SyncEngine = {
  start(databases: Databases): void
  stop(): Promise<void>
  /** There is something new to send. */
  wake(): void
  /** A whole round at once; resolves when it and the pages after it have ended, however they did. */
  now(): Promise<void>
}

const shortestMs = 1000
const longestMs = 60_000
/** Without change notices the centre is asked this often; with them seldom, in case one was lost. */
const pollMs = 20_000
const safetyMs = 120_000

type EngineState = {
  databases: Databases | null
  running: Promise<void> | null
  timer: ReturnType<typeof setTimeout> | undefined
  failures: number
  textWaits: boolean
  /** Databases of which a notice said that they changed. */
  stale: Set<string>
  /** Any database may hold something new: the pulse says which. */
  asks: boolean
  pulse: Pulse
  notices: { live(): boolean; stop(): void } | undefined
  lane: PageLane
}

export function createSyncEngine(parts: SyncParts, lane: PageLane): SyncEngine {
  const state: EngineState = {
    databases: null,
    running: null,
    timer: undefined,
    failures: 0,
    textWaits: false,
    stale: new Set(),
    asks: false,
    pulse: createPulse(),
    notices: undefined,
    lane,
  }
  return {
    start(databases) {
      state.databases = databases
      state.failures = 0
      state.asks = true
      // The databases may be another office's since; nothing read before counts.
      state.pulse.forget()
      parts.place.forget()
      state.notices = watchNotices(parts.centre, {
        changed: (database) => hear(parts, state, database),
        broken: () => {
          if (state.failures > 0) return
          state.asks = true
          schedule(parts, state, 0)
        },
      })
      start(parts, state)
    },
    async stop() {
      state.databases = null
      clearTimeout(state.timer)
      state.notices?.stop()
      parts.centre.hangUp()
      await state.running?.catch(() => undefined)
      await lane.stop()
      parts.link.became('offline')
    },
    wake() {
      state.textWaits = true
      // While the line is down the next try comes by itself; a new dossier must not hammer a dead centre.
      if (state.running === null && state.failures === 0) schedule(parts, state, 0)
    },
    async now() {
      await state.running?.catch(() => undefined)
      if (state.databases === null) return
      state.asks = true
      state.failures = 0
      lane.hurry()
      await run(parts, state)
      await lane.idle()
    },
  }
}

function hear(parts: SyncParts, state: EngineState, database: string | null): void {
  if (database === null) state.asks = true
  else state.stale.add(database)
  state.failures = 0
  if (state.running === null) schedule(parts, state, 0)
}

/** A round nobody waits for; what it could not explain goes to the page's own error handler. */
function start(parts: SyncParts, state: EngineState): void {
  run(parts, state).catch(reportError)
}

function run(parts: SyncParts, state: EngineState): Promise<void> {
  state.running ??= tryRound(parts, state).finally(() => {
    state.running = null
    schedule(parts, state, restMs(state))
  })
  return state.running
}

async function tryRound(parts: SyncParts, state: EngineState): Promise<void> {
  const { databases, stale } = state
  if (databases === null) return
  const pulse = state.asks ? state.pulse : null
  state.asks = false
  try {
    await runRound(parts, { databases, stale, pulse, textBegun: () => markTextTaken(state), textWaits: () => takeText(state) })
    if (state.failures > 0) state.lane.hurry()
    state.failures = 0
    state.lane.wake(databases)
  } catch (cause) {
    state.failures += 1
    state.asks ||= pulse !== null
    parts.link.loading(null)
    parts.flight.clear()
    if (state.databases === null) return
    if (!(cause instanceof RoundEnded)) throw cause
    parts.link.became(cause.link)
  }
}

function markTextTaken(state: EngineState): void {
  state.textWaits = false
}

/** Whether something waits to be sent; who asks sends it. */
function takeText(state: EngineState): boolean {
  const waits = state.textWaits
  state.textWaits = false
  return waits
}

function schedule(parts: SyncParts, state: EngineState, delayMs: number): void {
  clearTimeout(state.timer)
  if (state.databases === null) return
  state.timer = setTimeout(() => {
    if (delayMs > 0) state.asks = true
    start(parts, state)
  }, delayMs)
}

function restMs({ failures, textWaits, asks, stale, notices }: EngineState): number {
  // Half of the wait is chance, so that a hundred desks do not all come back in the same second.
  if (failures > 0) return Math.min(longestMs, shortestMs * 2 ** Math.min(failures, 10)) * (0.5 + Math.random() / 2)
  if (textWaits || asks || stale.size > 0) return 0
  return notices?.live() === true ? safetyMs : pollMs
}
