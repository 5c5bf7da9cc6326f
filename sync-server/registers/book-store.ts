import { BookEntry } from '#core/dossier/dossier.ts'
import type { AgencySlug } from '#core/record/ids.ts'
import { toInstant } from '#core/record/instant.ts'
import { openBook, type Passed } from '#core/registers/pass-book.ts'
import { type Reached, RegisterBook } from '#core/registers/register-book.ts'
import { RegisterKind } from '#core/registers/register-kind.ts'
import { ApiError } from '#sync-server/api/api-error.ts'
import type { CentreContext } from '#sync-server/api/centre-context.ts'
import { findDocument, statusOf } from '#sync-server/provision/couch-admin.ts'
import { centreDatabase, databasesOf } from '#sync-server/provision/database-names.ts'

const idOf = (agency: AgencySlug, register: RegisterKind): string => `register:${agency}:${register}`

/** The right to one register book of an agency; one that nobody has held yet where there is none. */
export async function findBook(context: CentreContext, agency: AgencySlug, register: RegisterKind): Promise<RegisterBook> {
  const stored = await findDocument(context.couch.use<Record<string, unknown>>(centreDatabase), idOf(agency, register))
  return stored === undefined ? openBook(agency, register, toInstant(context.now())) : withoutId(stored)
}

/** The rights to all register books of an agency. */
export async function listBooks(context: CentreContext, agency: AgencySlug): Promise<RegisterBook[]> {
  return Promise.all(RegisterKind.options.map((register) => findBook(context, agency, register)))
}

/** Reads, decides and writes back only if nobody else did meanwhile: one document, so that one compare-and-swap decides. */
export async function passBook(
  context: CentreContext,
  of: { agency: AgencySlug; register: RegisterKind },
  decide: (book: RegisterBook) => Passed,
): Promise<Passed> {
  const database = context.couch.use<Record<string, unknown>>(centreDatabase)
  const _id = idOf(of.agency, of.register)
  for (let attempt = 0; attempt < 50; attempt++) {
    const stored = await findDocument(database, _id)
    const before = stored === undefined ? openBook(of.agency, of.register, toInstant(context.now())) : withoutId(stored)
    const passed = decide(before)
    if (!passed.ok || passed.book === before) return passed
    try {
      await database.insert({ ...passed.book, _id, ...(stored === undefined ? {} : { _rev: stored._rev }) })
      return passed
    } catch (error) {
      if (statusOf(error) !== 409) throw error
    }
  }
  throw new ApiError(503, 'busy', 'Sổ đang được bàn giao, xin thử lại.')
}

const pageSize = 500

/** The highest number of each year that dossiers at the centre bear in one book: what a dead PC had sent before it died. */
export async function findKnownNumbers(context: CentreContext, agency: AgencySlug, register: RegisterKind): Promise<Reached> {
  const database = context.couch.use<Record<string, unknown>>(databasesOf(agency).dossiers)
  const known: Reached = {}
  let from = 'dossier:'
  for (;;) {
    const { rows } = await database.list({ include_docs: true, start_key: from, end_key: 'dossier;', limit: pageSize + 1 })
    for (const { doc } of rows.slice(0, pageSize)) {
      const book = BookEntry.safeParse(doc?.['book'])
      if (!book.success || book.data.register !== register || book.data.year === undefined) continue
      const year = String(book.data.year)
      known[year] = Math.max(known[year] ?? 0, book.data.number)
    }
    const next = rows[pageSize]
    if (next === undefined) return known
    from = next.id
  }
}

function withoutId(stored: Record<string, unknown>): RegisterBook {
  const { _id, _rev, ...book } = stored
  return RegisterBook.parse(book)
}
