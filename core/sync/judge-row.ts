import type { Refusal } from './mark.ts'
import type { BulkRow } from './wire.ts'

/** What one row of an answer means for the item it was about. */
export type RowVerdict =
  | { kind: 'acknowledged'; rev: string }
  | { kind: 'conflict' }
  | { kind: 'refused'; code: Refusal['code']; reason: string }
  | { kind: 'later'; reason: string }

const refusals: Record<string, Refusal['code']> = {
  forbidden: 'forbidden',
  unauthorized: 'unauthorized',
  bad_request: 'invalid',
  doc_validation: 'invalid',
  invalid: 'invalid',
  illegal_docid: 'invalid',
  document_too_large: 'too_large',
  attachment_too_large: 'too_large',
  too_large: 'too_large',
}

/** Errors that say something of the server, not of the document. */
const passing = new Set(['internal_server_error', 'timeout', 'service_unavailable', 'nodedown', 'unknown_error', 'compaction_running'])

/** Judges one row of `_bulk_docs`. A row that is no answer at all is asked again later, never taken for success. */
export function judgeRow(row: BulkRow | undefined): RowVerdict {
  if (row === undefined) return { kind: 'later', reason: 'no row in the answer' }
  if (row.error === undefined)
    return row.rev === undefined ? { kind: 'later', reason: 'no revision in the answer' } : { kind: 'acknowledged', rev: row.rev }
  const reason = row.reason ?? row.error
  if (row.error === 'conflict') return { kind: 'conflict' }
  if (passing.has(row.error)) return { kind: 'later', reason }
  return { kind: 'refused', code: refusals[row.error] ?? 'unknown', reason }
}
