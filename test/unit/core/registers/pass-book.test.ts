import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { AgencySlug, DeviceId, PersonId } from '#core/record/ids.ts'
import { type Instant, toInstant } from '#core/record/instant.ts'
import { nextBookNumber } from '#core/registers/next-book-number.ts'
import { handOverBook, hearHolder, leaseOf, openBook, takeBook, takeOverBook } from '#core/registers/pass-book.ts'
import { type BookLease, highestReached, type Reached, type RegisterBook } from '#core/registers/register-book.ts'

const start = Date.parse('2026-11-20T08:00:00+07:00')
const yearMs = 366 * 86_400_000
const device = (n: number) => DeviceId.parse(`device:01j0000000000000000000000${n}`)
const taker = (n: number) => ({ device: device(n), deskName: `Quầy ${n}`, slot: n, slotGeneration: 1, by: null, byName: '' })
const book = openBook(AgencySlug.parse('h53-27712'), 'certified_copies', toInstant(start))
const person = { by: PersonId.parse('person:an.nt'), byName: 'An' }

/** A desk with its right to the book, numbering offline on a clock of its own. */
type Desk = { n: number; lease: BookLease | null; reached: Reached; clockMs: number }

const slotOf = (n: number) => ({
  slot: n,
  generation: 1,
  agencyCode: 'H53.27712',
  device: device(n),
  fingerprint: `pc-${n}`,
  grantedAt: toInstant(start),
  lapsesAt: toInstant(start + 30 * yearMs),
})

function issue(desk: Desk, now: Instant): string | null {
  try {
    const { entry, reached } = nextBookNumber({
      lease: desk.lease,
      slot: slotOf(desk.n),
      fingerprint: `pc-${desk.n}`,
      now,
      reached: desk.reached,
    })
    desk.reached = reached
    return `${entry.year}/${entry.number}`
  } catch {
    return null
  }
}

function take(desk: Desk, held: RegisterBook, at: Instant): RegisterBook {
  const passed = takeBook(held, taker(desk.n), at)
  if (!passed.ok) return held
  desk.lease = leaseOf(passed.book)
  // As a desk does: asked twice, the centre answers what it last heard of, and no number reached is lowered by that.
  desk.reached = highestReached(desk.reached, passed.book.reached)
  return passed.book
}

function handOver(desk: Desk, held: RegisterBook, to: Desk | null, at: Instant): RegisterBook {
  if (desk.lease === null) return held
  const { generation, volume, volumeYear } = desk.lease
  // It stops before it asks: an answer that is lost must not leave two holders.
  desk.lease = null
  const report = { device: device(desk.n), generation, reached: desk.reached, volume, volumeYear, ...person }
  const passed = handOverBook(held, { ...report, to: to === null ? null : device(to.n) }, at)
  return passed.ok ? passed.book : held
}

describe('a register book', () => {
  const step = fc.record({
    do: fc.constantFrom('issue', 'issue', 'issue', 'take', 'handOver', 'report', 'clock'),
    desk: fc.nat(2),
    to: fc.nat(3),
    clockYears: fc.integer({ min: -10, max: 10 }),
  })

  test('is numbered without gaps and without doubles by year, whoever holds it and whatever their clocks show', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 80 }), (steps) => {
        const desks: Desk[] = [0, 1, 2].map((n) => ({ n, lease: null, reached: {}, clockMs: 0 }))
        let held = book
        const given: string[] = []
        for (const [index, one] of steps.entries()) {
          const at = toInstant(start + index * 60_000)
          const desk = desks[one.desk] ?? { n: 9, lease: null, reached: {}, clockMs: 0 }
          if (one.do === 'clock') desk.clockMs = one.clockYears * yearMs
          if (one.do === 'take') held = take(desk, held, at)
          if (one.do === 'handOver') held = handOver(desk, held, desks[one.to] ?? null, at)
          if (one.do === 'report' && desk.lease !== null) {
            const heard = hearHolder(held, { ...desk.lease, device: device(desk.n), reached: desk.reached }, at)
            expect(heard.ok).toBe(true)
            if (heard.ok) held = heard.book
          }
          const number = one.do === 'issue' ? issue(desk, toInstant(start + index * 60_000 + desk.clockMs)) : null
          if (number !== null) given.push(number)
          expect(desks.filter(({ lease }) => lease !== null).length).toBeLessThanOrEqual(1)
        }
        expect(new Set(given).size).toBe(given.length)
        const highest = new Map<string, number>()
        for (const one of given) highest.set(one.slice(0, 4), Math.max(highest.get(one.slice(0, 4)) ?? 0, Number(one.slice(5))))
        for (const [year, last] of highest) expect(given.filter((one) => one.startsWith(year))).toHaveLength(last)
      }),
    )
  })

  test('is not taken from a desk that holds it, nor by a desk that it was not handed to', () => {
    const held = takeBook(book, taker(1), toInstant(start))
    if (!held.ok) throw new Error('not granted')
    expect(takeBook(held.book, taker(2), toInstant(start))).toEqual({ ok: false, refusal: 'held_elsewhere' })
    const { generation } = held.book
    const report = { device: device(1), generation, reached: { 2026: 12 }, volume: 1, volumeYear: 2026, ...person }
    const handed = handOverBook(held.book, { ...report, to: device(2) }, toInstant(start))
    if (!handed.ok) throw new Error('not handed over')
    expect(takeBook(handed.book, taker(3), toInstant(start))).toEqual({ ok: false, refusal: 'offered_elsewhere' })
    const taken = takeBook(handed.book, taker(2), toInstant(start))
    expect(taken).toMatchObject({ ok: true, book: { generation: generation + 1, reached: { 2026: 12 }, holder: { deskName: 'Quầy 2' } } })
  })

  test('is granted once however often a lost answer is asked for again', () => {
    const first = takeBook(book, taker(1), toInstant(start))
    if (!first.ok) throw new Error('not granted')
    expect(takeBook(first.book, taker(1), toInstant(start + 1000))).toEqual(first)
    expect(takeBook(first.book, { ...taker(1), slot: 7 }, toInstant(start))).toEqual({ ok: false, refusal: 'held_elsewhere' })
  })

  test('goes on after the highest number that anybody knows when a supervisor takes it from a dead PC; the old holder hears that it lost it', () => {
    const held = takeBook(book, taker(1), toInstant(start))
    if (!held.ok) throw new Error('not granted')
    const heard = hearHolder(
      held.book,
      { device: device(1), generation: 1, reached: { 2026: 40 }, volume: 1, volumeYear: 2026 },
      toInstant(start),
    )
    if (!heard.ok) throw new Error('not heard')
    const decision = { reason: 'Máy hỏng ổ cứng', known: { 2026: 43 }, at: toInstant(start + 1000) }
    const taken = takeOverBook(heard.book, { ...taker(2), ...person }, decision)
    if (!taken.ok) throw new Error('not taken over')
    expect(taken.book).toMatchObject({ generation: 2, reached: { 2026: 43 } })
    expect(taken.book.passings.at(-1)).toMatchObject({ what: 'taken_over', reason: 'Máy hỏng ổ cứng', reached: { 2026: 43 }, byName: 'An' })
    const late = { device: device(1), generation: 1, reached: { 2026: 45 }, volume: 1, volumeYear: 2026 }
    expect(hearHolder(taken.book, late, toInstant(start + 2000))).toEqual({ ok: false, refusal: 'not_holder' })
  })

  test('is closed to a profile that has another slot than the one it was granted under', () => {
    const held = takeBook(book, taker(1), toInstant(start))
    const lease = held.ok ? leaseOf(held.book) : null
    const question = { lease, now: toInstant(start), reached: {} }
    expect(() => nextBookNumber({ ...question, slot: { ...slotOf(1), slot: 8 }, fingerprint: 'pc-1' })).toThrow('no-book')
    expect(() => nextBookNumber({ ...question, slot: slotOf(1), fingerprint: 'pc-of-the-copy' })).toThrow('no-book')
    expect(() => nextBookNumber({ ...question, slot: null, fingerprint: 'pc-1' })).toThrow('no-book')
    expect(nextBookNumber({ ...question, slot: slotOf(1), fingerprint: 'pc-1' }).entry).toEqual({
      register: 'certified_copies',
      year: 2026,
      volume: '01/2026',
      number: 1,
      generation: 1,
    })
  })

  test('keeps the higher number of each year', () => {
    expect(highestReached({ 2025: 9, 2026: 3 }, { 2026: 7, 2027: 1 })).toEqual({ 2025: 9, 2026: 7, 2027: 1 })
  })
})
