/** What a guard holds of one key: wrong tries, and until when (epoch ms) it waits. */
export type HeldWrong = { count: number; until: number }

/** Slows down guessing: after some wrong passwords an account waits, longer each time. */
export class SignInGuard {
  readonly #free: number
  readonly #firstWaitMs: number
  readonly #wrong: Map<string, HeldWrong>

  /** `held` is what another guard said before a restart. */
  constructor(options: { freeAttempts: number; firstWaitMs: number; held?: Iterable<[string, HeldWrong]> }) {
    this.#free = options.freeAttempts
    this.#firstWaitMs = options.firstWaitMs
    this.#wrong = new Map(options.held)
  }

  /** Everything that is not forgotten. */
  held(): [string, HeldWrong][] {
    return [...this.#wrong]
  }

  /** Seconds until this account may be tried again; 0 = now. */
  secondsToWait(key: string, now: number): number {
    const until = this.#wrong.get(key)?.until ?? 0
    return Math.max(0, Math.ceil((until - now) / 1000))
  }

  recordWrong(key: string, now: number): void {
    this.#forgetOld(now)
    const count = (this.#wrong.get(key)?.count ?? 0) + 1
    const over = count - this.#free
    const waitMs = over < 0 ? 0 : Math.min(this.#firstWaitMs * 2 ** over, 15 * 60_000)
    this.#wrong.set(key, { count, until: now + waitMs })
  }

  recordRight(key: string): void {
    this.#wrong.delete(key)
  }

  #forgetOld(now: number): void {
    if (this.#wrong.size < 10_000) return
    for (const [key, entry] of this.#wrong) if (entry.until < now) this.#wrong.delete(key)
  }
}
