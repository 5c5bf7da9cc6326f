import type { IssuedNumber } from '#core/dossier/command-context.ts'
import { parseDossierCode } from '#core/numbering/dossier-code.ts'
import { type HighWater, nextNumber } from '#core/numbering/next-number.ts'
import type { NumberSlot } from '#core/numbering/number-slot.ts'
import { dayOf, epochMsOf, type Instant, toInstant } from '#core/record/instant.ts'
import { RuleBroken } from '#core/record/rule-broken.ts'
import type { Live, NumberingStatus } from '../desk.ts'
import type { Shelf } from '../dossiers/shelf.ts'
import { createSource, derive } from '../live.ts'
import { createSerial } from '../serial.ts'
import { type DeskPapers, HighWaterPaper, SlotPaper } from '../store/desk-papers.ts'

/** Issues dossier codes from the desk's slot, offline too. */
export type Numbering = {
  status: Live<NumberingStatus>
  /** The next number; `taken` is called once it is durable in its dossier. A number that was not taken is issued again. */
  next(at: Instant): { issued: IssuedNumber; taken(): void }
  /** The highest number issued from the slot that is held now. */
  reached(): HighWater | null
  /** The slot and the hardware that register books are held under too. */
  held(): { slot: NumberSlot | null; fingerprint: string }
  /** Resolves when the highest number is durable apart from the dossiers: only then may one of them leave this desk. */
  keep(): Promise<void>
  /** Why no number could be issued at this moment. */
  problem(): NumberingStatus['problem']
  /** Reads slot and high water; call after the dossiers have been loaded. */
  load(fingerprint: string): Promise<void>
  clear(): void
}

type Standing = { slot: NumberSlot | null; highWater: HighWater | null; fingerprint: string }

const dayMs = 24 * 3_600_000
const nobody: Standing = { slot: null, highWater: null, fingerprint: '' }

export function createNumbering(
  papers: DeskPapers,
  shelf: Pick<Shelf, 'briefs'>,
  clock: { now: () => number; minute: Live<number> },
): Numbering {
  const standing = createSource<Standing>(nobody)
  const inTurn = createSerial()
  let written = ''
  const keep = () =>
    inTurn(async () => {
      const { slot, highWater } = standing.get()
      if (slot === null || highWater === null) return
      const paper = { kind: 'highWater', slot: slot.slot, generation: slot.generation, highWater }
      if (JSON.stringify(paper) === written) return
      await papers.put('highWater', paper)
      written = JSON.stringify(paper)
    })
  return {
    status: derive([standing, clock.minute], () => statusOf(standing.get(), toInstant(clock.now()))),
    next(at) {
      const { slot, highWater, fingerprint } = standing.get()
      const { code, day, counter, highWater: reached } = nextNumber({ slot, fingerprint, now: at, highWater })
      const issued = { code, day, counter, slot: slot?.slot ?? 0, generation: slot?.generation ?? 0, lookupSecret: makeLookupSecret() }
      const taken = () => {
        standing.set({ slot, fingerprint, highWater: reached })
        // The dossier itself tells of it, so nobody waits here. Whoever takes a dossier off this desk does (`keep`), and every start.
        void keep().catch(() => undefined)
      }
      return { issued, taken }
    },
    reached: () => standing.get().highWater,
    held: () => standing.get(),
    keep,
    problem: () => problemOf(standing.get(), toInstant(clock.now())),
    async load(fingerprint) {
      const slot = (await papers.find('slot', SlotPaper))?.slot ?? null
      const kept = await papers.find('highWater', HighWaterPaper)
      written = JSON.stringify(kept)
      const marks = slot === null ? [] : [...issuedFrom(slot, shelf)]
      if (slot !== null && kept?.slot === slot.slot && kept.generation === slot.generation) marks.push(kept.highWater)
      standing.set({ slot, fingerprint, highWater: highest(marks) })
      // A full disk keeps nobody from the work that is here; who needs it durable asks again.
      await keep().catch(() => undefined)
    },
    clear: () => standing.set(nobody),
  }
}

function* issuedFrom(slot: NumberSlot, shelf: Pick<Shelf, 'briefs'>): Iterable<HighWater> {
  for (const { code, numbering, formerCodes } of shelf.briefs()) {
    for (const former of formerCodes) {
      const parts = parseDossierCode(former)
      if (parts?.agencyCode !== slot.agencyCode || parts.slot !== slot.slot || parts.counter === null) continue
      // A code that was given up was given all the same. Which generation gave it is not known: counting it in costs a number at most.
      yield { day: parts.day, counter: parts.counter }
    }
    if (numbering.slot === slot.slot && numbering.generation === slot.generation && code.startsWith(`${slot.agencyCode}-`)) {
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

function statusOf(standing: Standing, now: Instant): NumberingStatus {
  const { slot, highWater } = standing
  const today = dayOf(now)
  const issuedToday = highWater?.day === today ? highWater.counter : 0
  return {
    slot: slot?.slot ?? null,
    generation: slot?.generation ?? null,
    issuedToday,
    lapsesAt: slot?.lapsesAt ?? null,
    daysLeft: daysLeftOf(slot, now),
    problem: problemOf(standing, now),
  }
}

/** Days left, from the day on that the centre has set for the warning. */
function daysLeftOf(slot: NumberSlot | null, now: Instant): number | null {
  if (slot?.warnsAt === undefined || epochMsOf(now) < epochMsOf(slot.warnsAt)) return null
  return Math.max(0, Math.floor((epochMsOf(slot.lapsesAt) - epochMsOf(now)) / dayMs))
}

/** Why the next number could not be issued: asked of the rule itself, so that the screen never says other than what happens. */
function problemOf(standing: Standing, now: Instant): NumberingStatus['problem'] {
  try {
    nextNumber({ ...standing, now })
    return null
  } catch (cause) {
    if (!(cause instanceof RuleBroken)) throw cause
    if (cause.code === 'slot-lapsed') return 'lapsed'
    return cause.code === 'clock-set-back' ? 'clock_set_back' : 'no_slot'
  }
}

/** Eight signs (40 bits) that are not mistaken for one another on paper. */
function makeLookupSecret(): string {
  const signs = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ'
  return [...crypto.getRandomValues(new Uint8Array(8))].map((byte) => signs.charAt(byte % 32)).join('')
}
