import { z } from 'zod'
import { AgencySlug, DossierId, PersonId } from '#core/record/ids.ts'
import { Instant } from '#core/record/instant.ts'

/** Systems outside that the centre works with; a desk never calls one (domain.md §6). */
export const OutsideSystem = z.enum(['national_portal', 'population', 'land', 'business', 'finance', 'insurance'])
export type OutsideSystem = z.infer<typeof OutsideSystem>

/** Systems that answer a question about a dossier. */
export const LookupSystem = OutsideSystem.exclude(['national_portal'])
export type LookupSystem = z.infer<typeof LookupSystem>

/**
 * What a system answered to a look-up: whether it bears out what the dossier says, and the few facts an official needs. Only what
 * was compared is kept, never the record of the other system.
 */
export const LookupAnswer = z.object({
  result: z.enum(['matches', 'differs', 'not_found']),
  facts: z.array(z.object({ name: z.string(), value: z.string() })),
})
export type LookupAnswer = z.infer<typeof LookupAnswer>

/**
 * One piece of work with one system: send a dossier as it stands, or look something up. Its id makes it the same task however often it is
 * asked for. `wanted` names what has to get there (a digest, or the question), `done` what got there.
 */
export const OutsideTask = z.object({
  kind: z.literal('outside-task'),
  id: z.string().min(1),
  system: OutsideSystem,
  agency: AgencySlug,
  dossierId: DossierId,
  dossierCode: z.string(),
  /** Who asked: it goes with every look-up (domain.md §6.3). Null for what the centre does by itself. */
  askedBy: z.object({ person: PersonId, name: z.string() }).nullable(),
  asked: Instant,
  /** The question of a look-up, e.g. a number of a certificate; empty where the dossier itself is the question. */
  question: z.string(),
  wanted: z.string(),
  done: z.string().nullable(),
  state: z.enum(['waiting', 'done', 'refused']),
  attempts: z.number().int().nonnegative(),
  nextAt: Instant,
  at: Instant.nullable(),
  /** Why it was refused or has not got there, in the system's words; no personal data. */
  problem: z.string(),
  answer: LookupAnswer.nullable(),
})
export type OutsideTask = z.infer<typeof OutsideTask>

/** What an official sees of a task. */
export const OutsideView = OutsideTask.pick({
  id: true,
  system: true,
  dossierId: true,
  dossierCode: true,
  question: true,
  state: true,
  attempts: true,
  nextAt: true,
  at: true,
  problem: true,
  answer: true,
})
export type OutsideView = z.infer<typeof OutsideView>

const firstWaitMs = 60_000
const longestWaitMs = 60 * 60_000

/** How long to wait after so many failed attempts (1 = the first): twice as long each time, an hour at most. */
export function waitAfterMs(attempts: number): number {
  return Math.min(firstWaitMs * 2 ** Math.max(0, attempts - 1), longestWaitMs)
}
