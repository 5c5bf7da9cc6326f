import { z } from 'zod'
import { dayNumberOf } from '#core/calendar/day-number.ts'
import { Day, dayOf, epochMsOf, type Instant } from '#core/record/instant.ts'
import { RuleBroken } from '#core/record/rule-broken.ts'
import { formatDossierCode, maxCounter } from './dossier-code.ts'
import type { NumberSlot } from './number-slot.ts'

/** The highest day and counter a slot has issued; persisted in the same write as the dossier that took it. */
export const HighWater = z.object({ day: Day, counter: z.number().int().min(1).max(maxCounter) })
export type HighWater = z.infer<typeof HighWater>

/**
 * What the next number is computed from. `fingerprint` is that of the hardware running now; `highWater` is the slot's own, null
 * only for a slot that has never issued a code.
 */
export type NumberQuestion = { slot: NumberSlot | null; fingerprint: string; now: Instant; highWater: HighWater | null }

export type IssuedNumber = { code: string; day: Day; counter: number; highWater: HighWater }

/**
 * The next dossier code of a slot, issued without the centre. Counters start at 1 each day. A clock that is one day behind the
 * last code goes on numbering in that day, so nothing is ever issued twice. Throws `RuleBroken`:
 * - `no-slot`: none is held, it belongs to other hardware, or its 9,999 numbers of the day are used up (field `counter`);
 * - `slot-lapsed`: too long without contact to the centre;
 * - `clock-set-back`: the clock shows a day more than one before the last code, or before the slot was granted.
 */
export function nextNumber({ slot, fingerprint, now, highWater }: NumberQuestion): IssuedNumber {
  if (slot === null || slot.fingerprint !== fingerprint) throw new RuleBroken('no-slot')
  if (epochMsOf(now) > epochMsOf(slot.lapsesAt)) throw new RuleBroken('slot-lapsed')
  const today = dayOf(now)
  refuseClockSetBack(today, dayOf(slot.grantedAt))
  if (highWater !== null) refuseClockSetBack(today, highWater.day)

  const goesOn = highWater !== null && today <= highWater.day
  const day = goesOn ? highWater.day : today
  const counter = goesOn ? highWater.counter + 1 : 1
  if (counter > maxCounter) throw new RuleBroken('no-slot', 'counter')
  return {
    code: formatDossierCode({ agencyCode: slot.agencyCode, day, slot: slot.slot, counter }),
    day,
    counter,
    highWater: { day, counter },
  }
}

/** A day of difference is tolerated: a desk corrected around midnight must be able to go on. */
function refuseClockSetBack(today: Day, reached: Day): void {
  if (dayNumberOf(reached) - dayNumberOf(today) > 1) throw new RuleBroken('clock-set-back')
}
