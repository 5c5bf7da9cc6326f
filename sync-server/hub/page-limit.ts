import { statfsSync } from 'node:fs'
import type { Logger } from 'pino'
import { z } from 'zod'
import type { CentralAccess } from '#sync-server/provision/couch-admin.ts'
import { databasesOf } from '#sync-server/provision/database-names.ts'
import { Page } from './carry-pages.ts'
import { type Changes, readChanges, readDocuments } from './couch-calls.ts'
import type { HubMemory } from './hub-memory.ts'
import type { HubPaper } from './hub-paper.ts'
import { ask, centreSide, expect, localSide } from './side.ts'

/** How much of this PC's disk page images may take. Bytes. */
export type PageLimit = {
  status(): { bytes: number; limitBytes: number; evicted: number }
  /** False while pages that only the office lacks should not be brought here. */
  hasRoom(): boolean
  /** Measures, and where there is too much takes the oldest pages off the disk that the centre holds. Throws `LineDown`. */
  enforce(): Promise<void>
  close(): Promise<void>
}

type Parts = { central: CentralAccess; memory: HubMemory; paper: HubPaper; limitBytes: number; log: Logger }

const Size = z.object({ bytes: z.number() })
const Freed = z.object({ pages: z.number(), freed: z.number() })
const Place = z.object({ seq: z.string() })
const Count = z.object({ pages: z.number() })
const placeId = 'hub-evicted-to'
const countId = 'hub-evicted'
const unfinishedId = 'hub-evicting'
const stepPages = 50
/** Room is made by the fifth, because giving it back means that LevelDB writes the rest anew. */
const keepShare = 0.8
/** Where the centre does not hold enough yet, going through all pages again every minute would help nobody. */
const restMs = 3_600_000
const usualBytes = 20 * 1024 ** 3

/** 20 GB, or half of what is free on a small disk. */
export function usualPageLimit(folder: string): number {
  const { bavail, bsize } = statfsSync(folder)
  return Math.min(usualBytes, Math.floor((bavail * bsize) / 2))
}

export function openPageLimit({ central, memory, paper, limitBytes, log }: Parts): PageLimit {
  const here = localSide(central)
  const { pages } = databasesOf(paper.agency)
  let bytes = 0
  let evicted = 0
  let restsUntil = Number.NEGATIVE_INFINITY
  let compacting: Promise<void> | undefined
  const measure = async (): Promise<number> => {
    bytes = expect(await ask(here, `/${pages}/_size`, Size)).bytes
    evicted = (await memory.find(countId, Count))?.pages ?? 0
    return bytes
  }
  const compact = async (): Promise<void> => {
    await ask(here, `/${pages}/_compact`, z.unknown(), { method: 'POST', json: {}, timeoutMs: 6 * 3_600_000 })
    await memory.remove(unfinishedId)
    await measure()
  }
  const compactAside = (): void => {
    compacting = compact()
      .catch((error: unknown) => log.warn({ error: String(error) }, 'room of evicted pages is not given back yet'))
      .finally(() => {
        compacting = undefined
      })
  }
  /** Acknowledged means here: the centre shows the same digest and length at this moment. */
  const listAcknowledged = async (rows: Changes['rows']): Promise<string[]> => {
    const refused = new Set((await memory.refused('up', pages)).map(({ id }) => id))
    const ids = rows.filter(({ id, deleted }) => !deleted && !refused.has(id)).map(({ id }) => id)
    const [ours, theirs] = await Promise.all([readDocuments(here, pages, ids), readDocuments(centreSide(paper, 'db'), pages, ids)])
    return ids.filter((id) => isSame(ours.get(id), theirs.get(id)))
  }
  /** Answers whether that much could be freed. */
  const evict = async (needed: number): Promise<boolean> => {
    let seq = (await memory.find(placeId, Place))?.seq ?? '0'
    for (let freed = 0; freed < needed; ) {
      const { rows, lastSeq, full } = await readChanges(here, pages, seq, stepPages)
      const ids = await listAcknowledged(rows)
      const done = expect(await ask(here, `/${pages}/_evict`, Freed, { json: { ids, needed: needed - freed } }))
      freed += done.freed
      evicted += done.pages
      await memory.put(countId, { pages: evicted })
      // In the middle of a step: the next time finds what it left.
      if (freed >= needed) return true
      seq = lastSeq
      if (full) await memory.put(placeId, { seq })
      // What the centre did not hold then it may hold by now: the next time begins with the oldest again.
      else {
        await memory.remove(placeId)
        return false
      }
    }
    return true
  }
  return {
    status: () => ({ bytes, limitBytes, evicted }),
    hasRoom: () => bytes < limitBytes,
    async enforce() {
      if (compacting !== undefined || (await measure()) <= limitBytes || performance.now() < restsUntil) return
      // Bytes that were taken off before a restart still lie in LevelDB's files.
      const isUnfinished = (await memory.find(unfinishedId, z.unknown())) !== undefined
      if (!isUnfinished) {
        await memory.put(unfinishedId, {})
        if (!(await evict(bytes - limitBytes * keepShare))) restsUntil = performance.now() + restMs
        log.info({ evicted }, 'pages that the centre holds were taken off this disk')
      }
      compactAside()
    },
    close: async () => compacting,
  }
}

function isSame(ours: unknown, theirs: unknown): boolean {
  const [mine, other] = [Page.safeParse(ours), Page.safeParse(theirs)]
  if (!mine.success || !other.success) return false
  const [a, b] = [mine.data._attachments.bytes, other.data._attachments.bytes]
  return a.digest === b.digest && a.length === b.length
}
