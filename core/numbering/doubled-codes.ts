import type { BookEntry, Dossier } from '#core/dossier/dossier.ts'
import type { ReconciliationCase } from '#core/reconciliation/case.ts'
import type { DossierId } from '#core/record/ids.ts'
import { factsOfBook } from '#core/registers/book-facts.ts'

/** What of a dossier tells whether its numbers are its own alone. */
export type NumberedDossier = { id: DossierId; code: string; book: BookEntry | null; receivedAt: string; agency: string }

export function numberedOf({ id, code, book, received, agencies }: Dossier): NumberedDossier {
  return { id, code, book, receivedAt: received.at, agency: agencies.receiving }
}

/** Two dossiers under one number: the earlier one keeps it, the later one takes another. */
export type DoubledNumber = { path: 'code' | 'book'; keeps: NumberedDossier; renumbers: NumberedDossier }

/**
 * Every dossier whose code is also an earlier dossier's. Which one is earlier is the same wherever it is asked: by the moment of receipt,
 * then by id. Former codes do not count: they were given up.
 */
export function findDoubledCodes(dossiers: readonly NumberedDossier[]): DoubledNumber[] {
  return findDoubled(dossiers, 'code', ({ code }) => code)
}

/** Every dossier whose entry in a register book is also an earlier dossier's: same agency, book, year and number, whatever the volume. */
export function findDoubledBooks(dossiers: readonly NumberedDossier[]): DoubledNumber[] {
  return findDoubled(dossiers, 'book', registerNumberOf)
}

/** One text for an entry in an agency's register book; null where the dossier has none. */
export function registerNumberOf({ agency, book }: Pick<NumberedDossier, 'agency' | 'book'>): string | null {
  return book?.register === undefined ? null : `${agency}/${book.register}/${book.year ?? book.volume}/${book.number}`
}

/** The case that stands on the later dossier until somebody gives it another number (`renumber`). */
export function makeDoubledCase(
  { path, keeps }: Pick<DoubledNumber, 'path' | 'keeps'>,
  later: Dossier,
  parts: Pick<ReconciliationCase, 'id' | 'opened' | 'mine' | 'theirs'>,
): ReconciliationCase {
  const value = path === 'code' ? later.code : factsOfBook(later.book)
  const theirs = { dossierId: keeps.id, code: keeps.code }
  return {
    ...parts,
    kind: 'doubled_code',
    fields: [{ path, fieldClass: 'legal', base: null, mine: value, theirs }],
    settled: null,
    undone: [],
  }
}

function findDoubled(
  dossiers: readonly NumberedDossier[],
  path: DoubledNumber['path'],
  numberOf: (dossier: NumberedDossier) => string | null,
): DoubledNumber[] {
  const keepers = new Map<string, NumberedDossier>()
  const doubled: DoubledNumber[] = []
  for (const one of [...dossiers].sort(byReceipt)) {
    const number = numberOf(one)
    if (number === null) continue
    const keeps = keepers.get(number)
    if (keeps === undefined) keepers.set(number, one)
    else if (keeps.id !== one.id) doubled.push({ path, keeps, renumbers: one })
  }
  return doubled
}

function byReceipt(a: NumberedDossier, b: NumberedDossier): number {
  if (a.receivedAt !== b.receivedAt) return Date.parse(a.receivedAt) - Date.parse(b.receivedAt)
  return a.id < b.id ? -1 : 1
}
