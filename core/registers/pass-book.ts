import type { AgencySlug, DeviceId, PersonId } from '#core/record/ids.ts'
import { dayOf, type Instant } from '#core/record/instant.ts'
import { type BookLease, type BookPassing, highestReached, type Reached, type RegisterBook } from './register-book.ts'
import type { RegisterKind } from './register-kind.ts'

/** Why a book does not pass: another desk holds it, it was handed to another desk, or the asking desk's right is an old one. */
export type PassRefusal = 'held_elsewhere' | 'offered_elsewhere' | 'not_holder'
export type Passed = { ok: true; book: RegisterBook } | { ok: false; refusal: PassRefusal }

export type BookTaker = { device: DeviceId; deskName: string; slot: number; slotGeneration: number; by: PersonId | null; byName: string }

/** What the holder says of its book. */
export type HolderReport = { device: DeviceId; generation: number; reached: Reached; volume: number; volumeYear: number }

/** A book that nobody has held yet. */
export function openBook(agency: AgencySlug, register: RegisterKind, at: Instant): RegisterBook {
  const volumeYear = Number(dayOf(at).slice(0, 4))
  const fresh = { generation: 0, volume: 1, volumeYear, reached: {}, holder: null, offeredTo: null, passings: [] }
  return { kind: 'register', schemaVersion: 1, agency, register, ...fresh }
}

/** A desk takes a book that lies free, or that was handed to it. Asked twice (a lost answer), it is the same right. */
export function takeBook(book: RegisterBook, taker: BookTaker, at: Instant): Passed {
  const { holder, offeredTo } = book
  if (holder !== null) return isHolder(book, taker) ? { ok: true, book } : { ok: false, refusal: 'held_elsewhere' }
  if (offeredTo !== null && offeredTo !== taker.device) return { ok: false, refusal: 'offered_elsewhere' }
  return { ok: true, book: granted(book, taker, { at, what: 'granted', reason: '' }) }
}

/** The holder hands the book on: to one desk, or (`to` null) to whoever takes it. Asked twice, it is done once. */
export function handOverBook(
  book: RegisterBook,
  report: HolderReport & { to: DeviceId | null; by: PersonId; byName: string },
  at: Instant,
): Passed {
  const last = book.passings.at(-1)
  if (book.holder === null && last?.what === 'handed_over' && book.generation === report.generation) return { ok: true, book }
  const heard = hearHolder(book, report, at)
  if (!heard.ok) return heard
  const passing = { at, what: 'handed_over' as const, device: null, deskName: '', by: report.by, byName: report.byName, reason: '' }
  const { reached } = heard.book
  const passings = [...book.passings, { ...passing, reached }]
  return { ok: true, book: { ...heard.book, holder: null, offeredTo: report.to, passings } }
}

/**
 * A supervisor's decision while the holder's PC is dead or away: numbering goes on after the highest number that anybody knows. What the
 * old holder gave out since its last contact is uncertain; when it turns up, a doubled number becomes a case.
 */
export function takeOverBook(book: RegisterBook, taker: BookTaker, decision: { reason: string; known: Reached; at: Instant }): Passed {
  const { reason, known, at } = decision
  const reached = highestReached(book.reached, known)
  return { ok: true, book: granted({ ...book, reached }, taker, { at, what: 'taken_over', reason }) }
}

/** Keeps what the holder says; an old holder is told that it has lost the book. */
export function hearHolder(book: RegisterBook, report: HolderReport, at: Instant): Passed {
  const { holder } = book
  if (holder === null || holder.device !== report.device || book.generation !== report.generation)
    return { ok: false, refusal: 'not_holder' }
  const reached = highestReached(book.reached, report.reached)
  const isLater = report.volumeYear * 1000 + report.volume > book.volumeYear * 1000 + book.volume
  const volume = isLater ? { volume: report.volume, volumeYear: report.volumeYear } : {}
  return { ok: true, book: { ...book, ...volume, reached, holder: { ...holder, lastContact: at } } }
}

/** The right of the desk that holds a book. */
export function leaseOf({ register, generation, holder, volume, volumeYear, reached }: RegisterBook): BookLease | null {
  if (holder === null) return null
  return { register, generation, slot: holder.slot, slotGeneration: holder.slotGeneration, volume, volumeYear, reached }
}

function isHolder({ holder }: RegisterBook, taker: BookTaker): boolean {
  return holder?.device === taker.device && holder.slot === taker.slot && holder.slotGeneration === taker.slotGeneration
}

function granted(book: RegisterBook, taker: BookTaker, how: Pick<BookPassing, 'at' | 'what' | 'reason'>): RegisterBook {
  const { device, deskName, slot, slotGeneration, by, byName } = taker
  const passing = { ...how, device, deskName, by, byName, reached: book.reached }
  return {
    ...book,
    generation: book.generation + 1,
    holder: { device, deskName, slot, slotGeneration, since: how.at, lastContact: how.at },
    offeredTo: null,
    passings: [...book.passings, passing],
  }
}
