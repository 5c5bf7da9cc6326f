import { z } from 'zod'
import type { AgencySlug } from '#core/record/ids.ts'
import { type Documents, findDocument, type Stored, statusOf } from '#sync-server/provision/couch-admin.ts'
import type { RecordKind } from './records.ts'

const Rows = z.object({ rows: z.array(z.looseObject({ id: z.string(), doc: z.record(z.string(), z.unknown()).nullish() })) })

/** Lists never grow without bound: a unit with more than this sees the first ones, and its count says so. */
export const listLimit = 1000

/** What one unit has of one kind. A document that breaks its schema is left out: it was not written by this build. */
export async function listOfUnit<T>(cases: Documents, kind: RecordKind, agency: AgencySlug, schema: z.ZodType<T>): Promise<T[]> {
  return listRange(cases, { start_key: `${kind}:${agency}:`, end_key: `${kind}:${agency};` }, schema)
}

/** What all units have of one kind. */
export async function listOfAll<T>(cases: Documents, kind: RecordKind, schema: z.ZodType<T>): Promise<T[]> {
  return listRange(cases, { start_key: `${kind}:`, end_key: `${kind};` }, schema)
}

async function listRange<T>(cases: Documents, keys: { start_key: string; end_key: string }, schema: z.ZodType<T>): Promise<T[]> {
  const range = { ...keys, include_docs: true, limit: listLimit }
  const { rows } = Rows.parse(await cases.list(range))
  return rows.flatMap(({ doc }) => {
    const parsed = schema.safeParse(doc)
    return parsed.success ? [parsed.data] : []
  })
}

/**
 * Reads a document, lets `change` say what it becomes, and writes it only if nobody else did meanwhile; else it asks again.
 * `change` answers undefined where it is right as it is, or `'delete'`.
 */
export async function changeDocument(
  database: Documents,
  id: string,
  change: (stored: Stored | undefined) => Record<string, unknown> | 'delete' | undefined,
): Promise<void> {
  for (let attempt = 0; attempt < 20; attempt++) {
    const stored = await findDocument(database, id)
    const next = change(stored)
    if (next === undefined || (next === 'delete' && stored === undefined)) return
    const revision = stored === undefined ? {} : { _rev: stored._rev }
    try {
      await database.insert(next === 'delete' ? { _id: id, ...revision, _deleted: true } : { ...next, _id: id, ...revision })
      return
    } catch (error) {
      if (statusOf(error) !== 409) throw error
    }
  }
  throw new Error(`${id.split(':')[0]} was written by others twenty times over`)
}

/** Puts a document where it is missing or different. */
export async function putIfNew(database: Documents, id: string, document: Record<string, unknown>): Promise<boolean> {
  try {
    await database.insert({ ...document, _id: id })
    return true
  } catch (error) {
    if (statusOf(error) === 409) return false
    throw error
  }
}
