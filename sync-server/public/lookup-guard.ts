import { isIPv6 } from 'node:net'
import { z } from 'zod'
import { ApiError } from '#sync-server/api/api-error.ts'
import { RateLimit } from '#sync-server/api/rate-limit.ts'
import { SignInGuard } from '#sync-server/api/sign-in-guard.ts'

const hourMs = 3_600_000

const Counted = z.array(z.tuple([z.string(), z.object({ since: z.number(), count: z.number() })]))
/** Wrong look-ups of the last hour, as they outlive a restart. Times in epoch ms. */
export const HeldGuesses = z.object({
  ofBoth: z.array(z.tuple([z.string(), z.object({ count: z.number(), until: z.number() })])),
  ofCode: Counted,
  ofCaller: Counted,
})
export type HeldGuesses = z.infer<typeof HeldGuesses>

/** So many wrong look-ups an hour for each key. */
class WrongAnHour {
  readonly #allowed: number
  readonly #held: Map<string, { since: number; count: number }>

  constructor(allowed: number, held: z.infer<typeof Counted> = []) {
    this.#allowed = allowed
    this.#held = new Map(held)
  }

  held(now: number): z.infer<typeof Counted> {
    return [...this.#held].filter(([, { since }]) => now - since < hourMs)
  }

  secondsToWait(key: string, now: number): number {
    const held = this.#held.get(key)
    if (held === undefined || held.count < this.#allowed) return 0
    return Math.max(0, Math.ceil((held.since + hourMs - now) / 1000))
  }

  record(key: string, now: number): void {
    if (this.#held.size >= 50_000) for (const [one, { since }] of this.#held) if (now - since >= hourMs) this.#held.delete(one)
    const held = this.#held.get(key)
    const current = held === undefined || now - held.since >= hourMs ? { since: now, count: 0 } : held
    this.#held.set(key, { since: current.since, count: current.count + 1 })
  }
}

/**
 * Slows guessing down. For one code from one address some wrong look-ups are free, then each waits longer; for one code, whoever asks, and
 * for one address, whatever it asks for, there are so many an hour: a mobile network puts thousands of citizens behind one address, so that
 * its share is wide. Whether the code exists makes no difference.
 */
export class LookupGuard {
  readonly #asked = new RateLimit({ calls: 120, windowMs: 60_000 })
  readonly #ofBoth: SignInGuard
  readonly #ofCode: WrongAnHour
  readonly #ofCaller: WrongAnHour
  #wrong = 0

  /** `held` is what another guard said before a restart. */
  constructor(held?: HeldGuesses) {
    this.#ofBoth = new SignInGuard({ freeAttempts: 5, firstWaitMs: 15_000, held: held?.ofBoth ?? [] })
    this.#ofCode = new WrongAnHour(60, held?.ofCode)
    this.#ofCaller = new WrongAnHour(300, held?.ofCaller)
  }

  /** Grows with every wrong look-up. */
  get wrong(): number {
    return this.#wrong
  }

  /** What must not be forgotten over a restart. */
  held(now: number): HeldGuesses {
    return {
      ofBoth: this.#ofBoth.held().filter(([, { until }]) => now - until < hourMs),
      ofCode: this.#ofCode.held(now),
      ofCaller: this.#ofCaller.held(now),
    }
  }

  /** @throws ApiError `too_many` with `retryAfterSeconds` where this look-up has to wait */
  take(address: string, code: string, now: number): void {
    const caller = neighbourhoodOf(address)
    this.#asked.take(caller, now)
    const waits = [this.#ofBoth.secondsToWait(`${caller} ${code}`, now), this.#ofCode.secondsToWait(code, now)]
    const seconds = Math.max(...waits, this.#ofCaller.secondsToWait(caller, now))
    if (seconds > 0) throw new ApiError(429, 'too_many', 'Tra cứu sai nhiều lần, xin chờ.', { retryAfterSeconds: seconds })
  }

  recordWrong(address: string, code: string, now: number): void {
    const caller = neighbourhoodOf(address)
    this.#wrong += 1
    this.#ofBoth.recordWrong(`${caller} ${code}`, now)
    this.#ofCode.record(code, now)
    this.#ofCaller.record(caller, now)
  }
}

/** One household of IPv6 has a whole /64 to choose addresses from. */
export function neighbourhoodOf(address: string): string {
  if (!isIPv6(address)) return address
  if (address.startsWith('::ffff:')) return address.slice('::ffff:'.length)
  const [head = '', tail = ''] = address.split('::')
  const before = head === '' ? [] : head.split(':')
  const after = tail === '' ? [] : tail.split(':')
  const zeros = Array.from({ length: Math.max(0, 8 - before.length - after.length) }, () => '0')
  return `${[...before, ...zeros, ...after].slice(0, 4).join(':')}::/64`
}
