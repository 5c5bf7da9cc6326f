import { z } from 'zod'
import { PersonId } from '#core/record/ids.ts'
import { Instant } from '#core/record/instant.ts'

/**
 * Why the centre did not take an item. `code` is stable, `reason` the server's own words. `newer_schema` is the desk's own: the
 * centre holds the record as a newer build wrote it, so this build does not send its edit; it waits for the software update.
 */
export const Refusal = z.object({
  code: z.enum(['forbidden', 'unauthorized', 'invalid', 'conflict', 'too_large', 'digest_mismatch', 'newer_schema', 'unknown']),
  reason: z.string(),
  at: Instant,
})
export type Refusal = z.infer<typeof Refusal>

/**
 * The desk's own mark on a record or page; local, never on the wire.
 * `local` durable here, not yet sent · `sent` given to the line, no answer yet · `acknowledged` the centre holds exactly this ·
 * `refused` the centre said no; it is kept and goes again when edited, when rights change or on demand.
 */
export const SyncMark = z.object({
  state: z.enum(['local', 'sent', 'acknowledged', 'refused']),
  /** Revision that the centre last gave us, null before the first acknowledgement. */
  rev: z.string().nullable(),
  /** The body as of `rev`: the base of a three-way merge. Kept only while the record is not acknowledged; while only
   *  the office's hub has acknowledged it, the body that the province last gave us. */
  base: z.record(z.string(), z.unknown()).nullable(),
  refusal: Refusal.nullable(),
  author: PersonId.nullable(),
  /** When the unsent change began; null when acknowledged. */
  since: Instant.nullable(),
  /**
   * Digests of the bodies that this desk had before later edits, and may have sent without hearing the answer: one that comes back
   * from the centre is our own, not somebody else's edit.
   */
  earlier: z.array(z.string()).optional(),
  /** Where it is acknowledged: at the office's hub only, or at the province's centre. Absent = province. Only that allows eviction. */
  at: z.enum(['office', 'province']).optional(),
})
export type SyncMark = z.infer<typeof SyncMark>
