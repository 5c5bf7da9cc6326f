import { plausibleDate } from '#core/warehouse/plausible.ts'
import { CaseRecord } from '#sync-server/reconciliation/records.ts'
import { insertRows, overwrite } from '../sql/insert-rows.ts'
import type { Sql } from '../sql/sql-database.ts'
import { type DeadLetter, describeIssues } from './dead-letters.ts'
import type { FeedContext } from './feed-context.ts'
import type { Incoming } from './incoming.ts'
import type { Refreshed } from './refresh-dossiers.ts'

/** One row for each case, as it stands; what else lies in `cases` is raw only. A deleted one keeps its last content. */
export async function writeCases(tx: Sql, context: FeedContext, incoming: readonly Incoming[]): Promise<Refreshed> {
  const letters: DeadLetter[] = []
  const rows: ReturnType<typeof caseRow>[] = []
  const cases = incoming.filter(({ id }) => id.startsWith('case:'))
  for (const { id, state, winner } of cases) {
    if (state.deleted) continue
    const parsed = CaseRecord.safeParse(winner?.content?.body)
    if (parsed.success && parsed.data.id === id) rows.push(caseRow(context, state.rev, parsed.data))
    else letters.push({ docId: id, rev: state.rev, reason: 'invalid', detail: parsed.success ? 'id' : describeIssues(parsed.error) })
  }
  const [first] = rows
  if (first !== undefined) await insertRows(tx, 'star.dossier_case', rows, overwrite(first, ['case_id']))
  const gone = cases.filter(({ state }) => state.deleted).map(({ id }) => id)
  if (gone.length > 0) await tx.query('update star.dossier_case set deleted = true where case_id = any($1)', [gone])
  const unreadable = new Set(letters.map(({ docId }) => docId))
  return { letters, readable: cases.map(({ id }) => id).filter((id) => !unreadable.has(id)) }
}

function caseRow({ source }: FeedContext, rev: string, { id, dossierId, agencies, case: one }: CaseRecord) {
  return {
    caseId: id,
    dossierId,
    agencies,
    kind: one.kind,
    fields: one.fields.map(({ path }) => path),
    openedAt: plausibleDate(one.opened.at, new Set()),
    openedDesk: one.opened.deskName,
    settledAt: one.settled === null ? null : plausibleDate(one.settled.at, new Set()),
    settledBy: one.settled?.by ?? null,
    settledAs: one.settled?.role ?? null,
    undone: one.undone.length,
    sourceId: source.sourceId,
    rev,
    deleted: false,
  }
}
