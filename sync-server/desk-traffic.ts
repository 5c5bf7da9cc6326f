/** Waits for a moment in which no desk is served; at the latest twice as long as the last piece of work took (`spentMs`). */
export type Calm = (spentMs: number) => Promise<void>

/** For a worker that has nobody to make way for. */
export const alwaysCalm: Calm = async () => undefined

/** How long nothing may have been asked for: a desk's next request follows its last one at once. */
const quietMs = 40

/**
 * The desks' requests under way. What works in the same process for nobody in particular (router, reconciliation) asks here before each
 * piece, so that an official never waits for it, and still gets a third of the time while desks never rest.
 */
export class DeskTraffic {
  #open = 0
  #endedAt = Number.NEGATIVE_INFINITY
  readonly #waiting = new Set<() => void>()

  /** @returns call it when the request has ended */
  begin(): () => void {
    this.#open += 1
    return () => {
      this.#open -= 1
      this.#endedAt = performance.now()
      if (this.#open === 0) for (const wake of this.#waiting) wake()
    }
  }

  readonly calm: Calm = async (spentMs) => {
    const until = performance.now() + 2 * spentMs
    for (let now = performance.now(); now < until; now = performance.now()) {
      const quietIn = this.#open > 0 ? Number.POSITIVE_INFINITY : this.#endedAt + quietMs - now
      if (quietIn <= 0) return
      await this.#rest(Math.min(quietIn, until - now))
    }
  }

  /** Until desks are at rest, or for `ms`. */
  #rest(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const wake = () => {
        clearTimeout(timer)
        this.#waiting.delete(wake)
        resolve()
      }
      const timer = setTimeout(wake, ms)
      this.#waiting.add(wake)
    })
  }
}
