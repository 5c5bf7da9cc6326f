import type { z } from 'zod'
import { insertRows, overwrite } from '../sql/insert-rows.ts'
import type { Sql } from '../sql/sql-database.ts'

/** A document that could not be turned into rows. Its content stands in `raw.revision`, unless that is what was refused. */
export type DeadLetter = {
  docId: string
  rev: string
  reason: 'invalid' | 'newer-schema' | 'received-date' | 'no-content' | 'not-stored'
  detail: string
}

/** Notes what could not be read, and forgets what has become readable since. */
export async function writeDeadLetters(
  tx: Sql,
  sourceId: number,
  letters: readonly DeadLetter[],
  readable: readonly string[],
): Promise<void> {
  if (readable.length > 0) await tx.query('delete from feed.dead_letter where source_id = $1 and doc_id = any($2)', [sourceId, readable])
  const rows = letters.map((one) => ({ sourceId, ...one, detail: one.detail.slice(0, 500) }))
  const [first] = rows
  if (first !== undefined) await insertRows(tx, 'feed.dead_letter', rows, overwrite(first, ['source_id', 'doc_id']))
}

/** Where a document breaks its schema, without its values: they may be personal data. */
export function describeIssues(error: z.ZodError): string {
  return error.issues
    .slice(0, 5)
    .map(({ path, code }) => `${path.join('.')}: ${code}`)
    .join('; ')
}
