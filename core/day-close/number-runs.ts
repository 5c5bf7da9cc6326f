import { formatDossierCode } from '#core/numbering/dossier-code.ts'
import type { HighWater } from '#core/numbering/next-number.ts'
import type { BookRun, NumberRun, Standing } from './day-close.ts'
import type { OwnAct } from './own-acts.ts'

/** The highest number that a desk knows to have given from a slot. */
export type SlotHighWater = HighWater & { slot: number }

type Run<T> = { key: T; after: number; taken: Set<number>; upTo: number }

/**
 * The codes that acts used up, by slot and day, gaps named. A gap is looked for from where the last close stood up to what the desk knows to
 * have reached: a number that no event tells of is missing too.
 */
export function numberRunsOf(acts: readonly OwnAct[], standing: Standing, reached: readonly SlotHighWater[]): NumberRun[] {
  const runs = new Map<string, Run<{ slot: number; day: HighWater['day']; agencyCode: string }>>()
  for (const { code } of acts) {
    if (code === null || code.slot === null || code.counter === null) continue
    const { slot, day, agencyCode, counter } = code
    const run = runs.get(`${slot}/${day}`) ?? {
      key: { slot, day, agencyCode },
      after: lastCode(standing, slot, day),
      taken: new Set(),
      upTo: 0,
    }
    run.taken.add(counter)
    const known = reached.filter((one) => one.slot === slot && one.day === day).map((one) => one.counter)
    run.upTo = Math.max(run.upTo, counter, ...known)
    runs.set(`${slot}/${day}`, run)
  }
  return [...runs.values()].map(({ key, after, taken, upTo }) => {
    const first = Math.min(after + 1, ...taken)
    const missing = gapsOf(taken, first, upTo).map((counter) => formatDossierCode({ ...key, counter }))
    return { slot: key.slot, day: key.day, first, last: upTo, issued: taken.size, missing }
  })
}

/** A day before the one that the slot had reached was counted in its own close. */
function lastCode({ numbers }: Standing, slot: number, day: string): number {
  const known = numbers.find((one) => one.slot === slot)
  if (known === undefined || known.day < day) return 0
  return known.day === day ? known.last : Number.POSITIVE_INFINITY
}

/** The register numbers that acts used up, by book, year and right. What another desk entered before is no gap. */
export function bookRunsOf(acts: readonly OwnAct[], standing: Standing): BookRun[] {
  const runs = new Map<string, Run<Pick<BookRun, 'register' | 'year' | 'volume' | 'generation'>>>()
  for (const { book } of acts) {
    if (book === null) continue
    const { register, year, generation, volume, number } = book
    const known = standing.books.find((one) => one.register === register && one.year === year && one.generation === generation)
    const key = `${register}/${year}/${generation}`
    const run = runs.get(key) ?? {
      key: { register, year, generation, volume },
      after: known?.last ?? Number.POSITIVE_INFINITY,
      taken: new Set(),
      upTo: 0,
    }
    run.taken.add(number)
    run.upTo = Math.max(run.upTo, number)
    run.key = { ...run.key, volume }
    runs.set(key, run)
  }
  return [...runs.values()].map(({ key, after, taken, upTo }) => {
    const first = Math.min(after + 1, ...taken)
    return { ...key, first, last: upTo, issued: taken.size, missing: gapsOf(taken, first, upTo) }
  })
}

function gapsOf(taken: ReadonlySet<number>, first: number, last: number): number[] {
  const gaps: number[] = []
  for (let number = first; number <= last; number++) if (!taken.has(number)) gaps.push(number)
  return gaps
}

/** Where the numbers stand after runs were closed. */
export function standingAfter(before: Standing, numbers: readonly NumberRun[], books: readonly BookRun[]): Standing {
  const bySlot = new Map(before.numbers.map((one) => [one.slot, one]))
  for (const { slot, day, last } of numbers) {
    const known = bySlot.get(slot)
    if (known === undefined || known.day < day || (known.day === day && known.last < last)) bySlot.set(slot, { slot, day, last })
  }
  const byBook = new Map(before.books.map((one) => [`${one.register}/${one.year}`, one]))
  for (const { register, year, generation, last } of books) {
    const known = byBook.get(`${register}/${year}`)
    if (known === undefined || known.generation < generation || known.last < last)
      byBook.set(`${register}/${year}`, { register, year, generation, last })
  }
  return { numbers: [...bySlot.values()], books: [...byBook.values()] }
}
