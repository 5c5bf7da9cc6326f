import type { BookEntry } from '#core/dossier/dossier.ts'

/** An entry of a register book as the journal tells of it. */
export function factsOfBook(book: BookEntry | null) {
  if (book === null) return null
  const { volume, number, register = null, year = null, generation = null } = book
  return { volume, number, register, year, generation }
}
