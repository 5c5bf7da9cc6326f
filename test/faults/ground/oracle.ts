import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs'

/**
 * One thing the screen said, written down outside the app at the moment it was seen.
 * `draft`: "Đã lưu nháp" · `page`: the tick of a page · `saved`: the code under "Đã tiếp nhận" · `sent`: "Đã gửi về máy chủ tỉnh".
 */
export type Acknowledgement = { kind: 'draft' | 'page' | 'saved' | 'sent'; trial: number; name: string; code: string; page: string }

export type Oracle = {
  note(seen: Acknowledgement): void
  all(): Acknowledgement[]
  of(trial: number): Acknowledgement[]
  close(): void
}

/** The log survives whatever is killed: each line is on disk before anything else happens. */
export function openOracle(file: string): Oracle {
  const handle = openSync(file, 'a')
  const seen: Acknowledgement[] = []
  return {
    note(one) {
      seen.push(one)
      writeSync(handle, `${JSON.stringify({ at: new Date().toISOString(), ...one })}\n`)
      fsyncSync(handle)
    },
    all: () => seen,
    of: (trial) => seen.filter((one) => one.trial === trial),
    close: () => closeSync(handle),
  }
}
