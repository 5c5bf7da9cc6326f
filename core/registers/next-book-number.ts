import type { IssuedBookNumber } from '#core/dossier/command-context.ts'
import type { NumberSlot } from '#core/numbering/number-slot.ts'
import { dayOf, epochMsOf, type Instant } from '#core/record/instant.ts'
import { RuleBroken } from '#core/record/rule-broken.ts'
import { type BookLease, type Reached, volumeText } from './register-book.ts'

/** What the next number is computed from; `slot` and `fingerprint` are those of the desk now. */
export type BookQuestion = { lease: BookLease | null; slot: NumberSlot | null; fingerprint: string; now: Instant; reached: Reached }

/**
 * The next number of a register book on the desk that holds it, without the centre: one more than the last of the year that the clock
 * shows, from 1 each year (NĐ 23/2015/NĐ-CP Đ13). Each year counts for itself, so a clock set forward or back reuses nothing. Throws
 * `RuleBroken`:
 * - `no-book`: this desk does not hold it, or holds it by a slot that is no longer its own;
 * - `slot-lapsed`: too long without contact to the centre.
 */
export function nextBookNumber({ lease, slot, fingerprint, now, reached }: BookQuestion): { entry: IssuedBookNumber; reached: Reached } {
  if (lease === null || slot === null || slot.fingerprint !== fingerprint) throw new RuleBroken('no-book')
  if (slot.slot !== lease.slot || slot.generation !== lease.slotGeneration) throw new RuleBroken('no-book')
  if (epochMsOf(now) > epochMsOf(slot.lapsesAt)) throw new RuleBroken('slot-lapsed')
  const year = Number(dayOf(now).slice(0, 4))
  const number = (reached[String(year)] ?? 0) + 1
  const entry = { register: lease.register, year, volume: volumeText(lease, year), number, generation: lease.generation }
  return { entry, reached: { ...reached, [year]: number } }
}
