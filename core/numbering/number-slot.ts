import { z } from 'zod'
import { DeviceId } from '#core/record/ids.ts'
import { Instant } from '#core/record/instant.ts'
import { maxSlot } from './dossier-code.ts'

/**
 * The right to issue dossier codes offline: the first three digits of the sequence. The centre grants a slot of an agency to
 * one device on one hardware and never to two; a restored, cloned or moved profile shows another fingerprint and must take a
 * new slot. `generation` counts how often this
 * slot was granted anew.
 */
export const NumberSlot = z.object({
  slot: z.number().int().min(1).max(maxSlot),
  generation: z.number().int().min(1),
  agencyCode: z.string().min(1),
  device: DeviceId,
  fingerprint: z.string().min(1),
  grantedAt: Instant,
  /** After this moment the desk must have met the centre again before it issues. */
  lapsesAt: Instant,
  /** From this moment on the desk warns that it should meet the centre; absent where an older centre granted it. */
  warnsAt: Instant.optional(),
})
export type NumberSlot = z.infer<typeof NumberSlot>
