import { EventEmitter } from 'node:events'
import { type Instant, toInstant } from '#core/record/instant.ts'

export type LineState = 'online' | 'offline' | 'revoked'

/** What the hub truthfully knows of its line to the centre. */
export class Line {
  readonly events = new EventEmitter<{ changed: [LineState] }>()
  readonly #now: () => number
  state: LineState = 'offline'
  since: Instant
  lastContact: Instant | null = null

  constructor(now: () => number) {
    this.#now = now
    this.since = toInstant(now())
  }

  became(state: LineState): void {
    if (state === 'online') this.lastContact = toInstant(this.#now())
    if (state === this.state) return
    this.state = state
    this.since = toInstant(this.#now())
    this.events.emit('changed', state)
  }
}
