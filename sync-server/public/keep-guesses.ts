import { readFileSync } from 'node:fs'
import type { Logger } from 'pino'
import { writeWhole } from '#sync-server/hub/write-whole.ts'
import { HeldGuesses, LookupGuard } from './lookup-guard.ts'

export type KeepOptions = { file: string; log: Logger; now(): number; everyMs?: number }

/** A guard whose counts outlive a restart: a guesser does not begin anew because the site does. They are written within a second. */
export function keepGuesses({ file, log, now, everyMs = 1_000 }: KeepOptions): { guard: LookupGuard; close(): void } {
  const guard = new LookupGuard(readHeld(file, log))
  let written = 0
  const write = (): void => {
    if (guard.wrong === written) return
    written = guard.wrong
    try {
      writeWhole(file, JSON.stringify(guard.held(now())))
    } catch (error) {
      // The look-up goes on; the next wrong one tries again.
      log.error({ error: String(error) }, 'wrong look-ups could not be written down')
    }
  }
  const timer = setInterval(write, everyMs)
  timer.unref()
  return {
    guard,
    close() {
      clearInterval(timer)
      write()
    },
  }
}

function readHeld(file: string, log: Logger): HeldGuesses | undefined {
  try {
    return HeldGuesses.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch (error) {
    const isFirst = error instanceof Error && 'code' in error && error.code === 'ENOENT'
    if (!isFirst) log.warn({ error: String(error) }, 'wrong look-ups of before the restart could not be read')
    return undefined
  }
}
