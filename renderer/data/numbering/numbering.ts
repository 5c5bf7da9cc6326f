import type { IssuedNumber } from '#core/dossier/command-context.ts'
import { type HighWater, nextNumber } from '#core/numbering/next-number.ts'
import type { NumberSlot } from '#core/numbering/number-slot.ts'
import { dayOf, epochMsOf, type Instant, toInstant } from '#core/record/instant.ts'
import type { Live, NumberingStatus } from '../desk.ts'
import type { Shelf } from '../dossiers/shelf.ts'
import { createSource, derive } from '../live.ts'
import { type DeskPapers, HighWaterPaper, SlotPaper } from '../store/desk-papers.ts'

/** Issues dossier codes from the desk's slot, offline too. */
export type Numbering = {
  status: Live<NumberingStatus>
  /** The next number; `taken` is called once it is durable in its dossier. A number that was not taken is issued again. */
  next(at: Instant): { issued: IssuedNumber; taken(): void }
  /** Reads slot and high water; call after the dossiers have been loaded. */
  load(fingerprint: string): Promise<void>
  clear(): void
}

type Standing = { slot: NumberSlot | null; highWater: HighWater | null; fingerprint: string }

const nobody: Standing = { slot: null, highWater: null, fingerprint: '' }

export function createNumbering(papers: DeskPapers, shelf: Shelf, clock: { now: () => number; minute: Live<number> }): Numbering {
  const standing = createSource<Standing>(nobody)
  return {
    status: derive([standing, clock.minute], () => statusOf(standing.get(), toInstant(clock.now()))),
    next(at) {
      const { slot, highWater, fingerprint } = standing.get()
      const { code, day, counter, highWater: reached } = nextNumber({ slot, fingerprint, now: at, highWater })
      const issued = { code, day, counter, slot: slot?.slot ?? 0, generation: slot?.generation ?? 0, lookupSecret: makeLookupSecret() }
      const taken = () => {
        standing.set({ slot, fingerprint, highWater: reached })
        // Derivable from the dossiers until they are evicted, so nobody waits for this write.
        void papers
          .put('highWater', { kind: 'highWater', slot: issued.slot, generation: issued.generation, highWater: reached })
          .catch(() => undefined)
      }
      return { issued, taken }
    },
    async load(fingerprint) {
      const slot = (await papers.find('slot', SlotPaper))?.slot ?? null
      const kept = await papers.find('highWater', HighWaterPaper)
      const marks = slot === null ? [] : [...issuedFrom(slot, shelf)]
      if (slot !== null && kept?.slot === slot.slot && kept.generation === slot.generation) marks.push(kept.highWater)
      standing.set({ slot, fingerprint, highWater: highest(marks) })
    },
    clear: () => standing.set(nobody),
  }
}

function* issuedFrom(slot: NumberSlot, shelf: Shelf): Iterable<HighWater> {
  for (const { record } of shelf.list()) {
    const { numbering } = record
    if (numbering.slot === slot.slot && numbering.generation === slot.generation && record.code.startsWith(`${slot.agencyCode}-`)) {
      yield { day: numbering.day, counter: numbering.counter }
    }
  }
}

function highest(marks: HighWater[]): HighWater | null {
  return marks.reduce<HighWater | null>((top, mark) => {
    if (top === null || mark.day > top.day || (mark.day === top.day && mark.counter > top.counter)) return mark
    return top
  }, null)
}

function statusOf({ slot, highWater }: Standing, now: Instant): NumberingStatus {
  const today = dayOf(now)
  const issuedToday = highWater?.day === today ? highWater.counter : 0
  return {
    slot: slot?.slot ?? null,
    generation: slot?.generation ?? null,
    issuedToday,
    lapsesAt: slot?.lapsesAt ?? null,
    problem: problemOf(slot, highWater, now),
  }
}

function problemOf(slot: NumberSlot | null, highWater: HighWater | null, now: Instant): NumberingStatus['problem'] {
  if (slot === null) return 'no_slot'
  if (epochMsOf(slot.lapsesAt) <= epochMsOf(now)) return 'lapsed'
  return highWater !== null && highWater.day > dayOf(now) ? 'clock_set_back' : null
}

/** Six signs that are not mistaken for one another on paper. */
function makeLookupSecret(): string {
  const signs = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ'
  return [...crypto.getRandomValues(new Uint8Array(6))].map((byte) => signs.charAt(byte % 32)).join('')
}
