import { z } from 'zod'
import { DeviceId } from '#core/record/ids.ts'
import { Instant } from '#core/record/instant.ts'

/**
 * The right to issue dossier codes offline: the first three digits of the sequence, held by one device on one hardware.
 * A restored, cloned or moved profile shows another fingerprint and must take a new slot.
 */
export const NumberSlot = z.object({
  slot: z.number().int().min(1).max(999),
  generation: z.number().int().min(1),
  agencyCode: z.string().min(1),
  device: DeviceId,
  fingerprint: z.string().min(1),
  grantedAt: Instant,
  lapsesAt: Instant,
})
export type NumberSlot = z.infer<typeof NumberSlot>
