import { z } from 'zod'
import type { DeskPapers } from '../store/desk-papers.ts'
import { createCouch } from './couch.ts'
import { landDossiers } from './land.ts'
import type { SyncParts } from './sync-parts.ts'

const OpenAnswer = z.object({ ids: z.array(z.string()) })
const LoadPaper = z.object({ kind: z.literal('load'), paused: z.boolean() })
const pageSize = 100

/**
 * Brings the open dossiers, newest first, before the rest, so that work can begin at once. The reading of the whole database that
 * follows brings them again and passes over them, so nothing hangs on this: where it fails, nothing is missed.
 */
export async function loadOpenFirst(parts: SyncParts, database: string): Promise<void> {
  // A centre that is slow to list them, or too old to know the question, holds nothing up.
  const answer = await parts.centre.ask('/api/open-dossiers', OpenAnswer, { timeoutMs: 10_000 })
  if (answer.kind !== 'ok') return
  const couch = createCouch(parts.centre, database)
  for (let start = 0; start < answer.value.ids.length; start += pageSize) {
    const page = parts.link.check(await couch.getMany(answer.value.ids.slice(start, start + pageSize)))
    if (page.kind !== 'ok') return
    await parts.shelf.serial(() => landDossiers(parts, page.value))
    parts.link.received()
  }
}

/** Whether somebody has put the first load off. It goes on from where it was, also after a restart. */
export type LoadSwitch = { load(): Promise<void>; pause(): Promise<void>; resume(): Promise<void> }

export function createLoadSwitch(papers: DeskPapers, parts: Pick<SyncParts, 'link'>): LoadSwitch {
  const set = async (paused: boolean) => {
    await papers.put('load', { kind: 'load', paused })
    parts.link.pausedLoad(paused)
  }
  return {
    load: async () => parts.link.pausedLoad((await papers.find('load', LoadPaper))?.paused ?? false),
    pause: () => set(true),
    resume: () => set(false),
  }
}
