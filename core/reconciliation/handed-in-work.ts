import { z } from 'zod'
import { JournalEvent } from '#core/journal/event.ts'
import { DossierId, PageHash, PersonId } from '#core/record/ids.ts'
import { HandedIn } from './oversight.ts'

/**
 * Unsent work as a desk hands it in: the dossier as it was when both sides last agreed (`base`, at `baseRev`), as the desk has it
 * now, its events that the centre lacks and the pages whose bytes it lacks. Bodies are taken as they are and judged by a person.
 */
export const HandedInWork = z.object({
  why: HandedIn.shape.why,
  dossierId: DossierId,
  dossierCode: z.string().min(1).max(60),
  /** Author of the unsent change; null where it has none of its own. */
  author: PersonId.nullable(),
  authorName: z.string().max(200),
  baseRev: z.string().max(80).nullable(),
  base: z.record(z.string(), z.json()).nullable(),
  mine: z.record(z.string(), z.json()),
  events: z.array(JournalEvent).max(500),
  pages: z.array(PageHash).max(500),
})
export type HandedInWork = z.infer<typeof HandedInWork>
