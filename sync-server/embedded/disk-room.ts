import { statfsSync } from 'node:fs'
import { CouchError } from './couch-error.ts'

/** Never used up: LevelDB needs room of its own to tidy up, and a store whose log cannot grow is stuck until it is opened anew. */
const reserveBytes = 64 * 1024 * 1024
/** Writes come by the hundred; the disk is asked this often. */
const askEveryMs = 250

export type DiskRoom = {
  /** Refuses a write for which there is no room, before anything is written. */
  require(): void
}

export function watchDiskRoom(folder: string, reserve = reserveBytes): DiskRoom {
  let asked = Number.NEGATIVE_INFINITY
  let free = Number.POSITIVE_INFINITY
  return {
    require() {
      const now = performance.now()
      if (now - asked > askEveryMs) {
        const { bavail, bsize } = statfsSync(folder)
        free = bavail * bsize
        asked = now
      }
      if (free < reserve) throw diskFull()
    },
  }
}

export const diskFull = (): CouchError =>
  new CouchError(507, 'insufficient_storage', 'The disk of this store is full; nothing was written.')

/** What LevelDB says when the disk is full after all. */
export const isDiskFull = (error: unknown): boolean => /ENOSPC|no space left/i.test(String(error instanceof Error ? error.message : error))
