import { z } from 'zod'
import { Day, type Instant } from '#core/record/instant.ts'
import type { NumberSlot } from './number-slot.ts'

/** The highest day and counter a slot has issued; persisted with the dossier that took it. Counters start at 1 each day. */
export const HighWater = z.object({ day: Day, counter: z.number().int().min(1).max(9999) })
export type HighWater = z.infer<typeof HighWater>

export type NumberQuestion = { slot: NumberSlot | null; fingerprint: string; now: Instant; highWater: HighWater | null }
export type IssuedNumber = { code: string; day: Day; counter: number; highWater: HighWater }

/** The next dossier code of a slot. Throws `RuleBroken` `no-slot`, `slot-lapsed` or `clock-set-back`. */
export function nextNumber(_question: NumberQuestion): IssuedNumber {
  throw new Error('not built yet')
}
