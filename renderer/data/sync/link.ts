import { type Instant, toInstant } from '#core/record/instant.ts'
import type { CentreAnswer } from '../centre/centre-client.ts'
import type { Live, SyncStatus } from '../desk.ts'
import { createSource } from '../live.ts'

export type LinkState = {
  link: SyncStatus['link']
  since: Instant
  lastSentAt: Instant | null
  lastReceivedAt: Instant | null
  firstLoad: number | null
  loadPaused: boolean
}

/** Thrown inside a round to end it: no centre, or a centre that does not know this device any more. */
export class RoundEnded extends Error {
  readonly link: SyncStatus['link']

  constructor(link: SyncStatus['link'], reason: string) {
    super(reason)
    this.name = 'RoundEnded'
    this.link = link
  }
}

/** What the desk truthfully knows of its line. */
export type Link = {
  state: Live<LinkState>
  /** Ends the round where the answer is not the centre's or the centre wants a sign-in; else hands the answer on. */
  check<T>(answer: CentreAnswer<T>): Exclude<CentreAnswer<T>, { kind: 'unreachable' }>
  became(link: SyncStatus['link']): void
  sent(): void
  received(): void
  loading(share: number | null): void
  pausedLoad(paused: boolean): void
}

export function createLink(now: () => number): Link {
  const at = () => toInstant(now())
  const state = createSource<LinkState>({
    link: 'offline',
    since: at(),
    lastSentAt: null,
    lastReceivedAt: null,
    firstLoad: null,
    loadPaused: false,
  })
  const became = (link: SyncStatus['link']) => {
    if (state.get().link !== link) state.set({ ...state.get(), link, since: at() })
  }
  return {
    state,
    check(answer) {
      if (answer.kind === 'unreachable') throw new RoundEnded('offline', answer.reason)
      if (answer.kind === 'refused' && answer.status === 401) {
        throw new RoundEnded(answer.code === 'device_revoked' ? 'device_revoked' : 'sign_in_needed', answer.reason)
      }
      // Too busy, or a time-out on the way: says nothing of what was asked.
      if (answer.kind === 'refused' && (answer.status === 429 || answer.status === 408)) throw new RoundEnded('offline', answer.reason)
      became('online')
      return answer
    },
    became,
    sent: () => state.set({ ...state.get(), lastSentAt: at() }),
    received: () => state.set({ ...state.get(), lastReceivedAt: at() }),
    pausedLoad: (loadPaused) => state.set({ ...state.get(), loadPaused }),
    loading: (firstLoad) => state.set({ ...state.get(), firstLoad }),
  }
}
