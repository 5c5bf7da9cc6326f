import type { Live } from './desk.ts'
import { createSource } from './live.ts'

/** The present minute, counted since 1970; deadlines are worked out anew when it changes. */
export function createMinuteClock(now: () => number): { minute: Live<number>; stop(): void } {
  const read = () => Math.floor(now() / 60_000)
  const minute = createSource(read())
  const timer = setInterval(() => minute.set(read()), 15_000)
  return { minute, stop: () => clearInterval(timer) }
}
