import type { Serial } from '../serial.ts'
import type { Brief } from './brief.ts'

/** All briefs as they were when every write up to `sequence` was durable and no other was under way. */
export type Snapshot = { sequence: number; briefs: Brief[]; unread: string[] }

export type SnapshotFile = {
  /** The last snapshot; undefined where there is none, it is torn, or another build wrote it. */
  find(): Promise<Snapshot | undefined>
  put(snapshot: Snapshot): Promise<void>
}

/** Writes after which reading them one by one costs more than a new snapshot. */
const dueAfter = 300
const quietMs = 3000

/** Numbers the writes of the shelf and writes a snapshot when enough of them have come together. */
export type SnapshotPlan = {
  /**
   * Runs one write of `count` records, numbered by `next`. The number is stored in the record itself, in the same write, so that a
   * crash at any moment leaves every record that the snapshot does not know with a higher number than the snapshot's.
   */
  write(count: number, run: (next: () => number) => Promise<void>): Promise<void>
  /** Records left the table: the last snapshot names them still, so a new one is due. */
  removed(): void
  /** The highest number in the table, and how many records the last snapshot does not know. */
  loaded(last: number, unknown: number): void
  rest(): Promise<void>
  stop(): void
}

export function createSnapshotPlan(file: SnapshotFile, serial: Serial, take: () => Omit<Snapshot, 'sequence'>): SnapshotPlan {
  let sequence = 0
  let since = 0
  let certain = true
  let timer: ReturnType<typeof setTimeout> | undefined
  const stop = () => {
    clearTimeout(timer)
    timer = undefined
  }
  const write = async () => {
    stop()
    if (!certain || since < dueAfter) return
    // No write is under way inside `serial`: memory holds everything up to this number.
    const snapshot = await serial(async () => ({ sequence, ...take() }))
    since = 0
    await file.put(snapshot)
  }
  const count = (more: number) => {
    since += more
    if (since < dueAfter) return
    stop()
    // A snapshot that could not be written is only a slower start.
    timer = setTimeout(() => void write().catch(() => undefined), quietMs)
  }
  return {
    async write(many, run) {
      try {
        await run(() => {
          sequence += 1
          return sequence
        })
      } catch (cause) {
        // It may have become durable all the same, and memory does not know it: no snapshot any more until the table was read again.
        certain = false
        throw cause
      }
      count(many)
    },
    removed: () => count(dueAfter),
    loaded(last, unknown) {
      stop()
      sequence = last
      since = 0
      certain = true
      count(unknown)
    },
    rest: () => write().catch(() => undefined),
    stop,
  }
}
