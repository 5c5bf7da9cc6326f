import { ApiError } from './api-error.ts'

/** So many calls in so long a time for each caller; what is over it is asked to wait. */
export class RateLimit {
  readonly #calls: number
  readonly #windowMs: number
  readonly #seen = new Map<string, { since: number; count: number }>()

  constructor(limit: { calls: number; windowMs: number }) {
    this.#calls = limit.calls
    this.#windowMs = limit.windowMs
  }

  /** Counts one call of `caller`; throws `too_many` over the limit. */
  take(caller: string, now: number): void {
    this.#forgetOld(now)
    const held = this.#seen.get(caller)
    const current = held === undefined || now - held.since >= this.#windowMs ? { since: now, count: 0 } : held
    if (current.count >= this.#calls) {
      const retryAfterSeconds = Math.max(1, Math.ceil((current.since + this.#windowMs - now) / 1000))
      throw new ApiError(429, 'too_many', 'Máy gửi quá nhiều yêu cầu, xin chờ rồi thử lại.', { retryAfterSeconds })
    }
    this.#seen.set(caller, { since: current.since, count: current.count + 1 })
  }

  #forgetOld(now: number): void {
    if (this.#seen.size < 10_000) return
    for (const [caller, { since }] of this.#seen) if (now - since >= this.#windowMs) this.#seen.delete(caller)
  }
}
