/** Slows down guessing: after some wrong passwords an account waits, longer each time. */
export class SignInGuard {
  readonly #free: number
  readonly #firstWaitMs: number
  readonly #wrong = new Map<string, { count: number; until: number }>()

  constructor(options: { freeAttempts: number; firstWaitMs: number }) {
    this.#free = options.freeAttempts
    this.#firstWaitMs = options.firstWaitMs
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
