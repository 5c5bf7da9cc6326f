import { isDeepStrictEqual } from 'node:util'
import type { Dossier } from '#core/dossier/dossier.ts'
import { membersOf } from '#core/dossier/members.ts'
import type { ReconciliationCase } from '#core/reconciliation/case.ts'
import type { AgencySlug } from '#core/record/ids.ts'
import type { Documents, Stored } from '#sync-server/provision/couch-admin.ts'
import { listKeys, writeKeys } from './bulk-documents.ts'
import { CaseRecord, type OpenCaseRecord, recordId } from './records.ts'

/**
 * Brings the cases that stand on these dossiers into the `cases` database. A case has one document however many agencies hold its
 * dossier; a copy that is behind (routing takes its time) never takes a decision back.
 */
export async function materialiseCases(cases: Documents, dossiers: Dossier[]): Promise<void> {
  const found = dossiers.flatMap((dossier) => (dossier.cases ?? []).map((one) => ({ dossier, one })))
  if (found.length === 0) return
  const stored = await listKeys(
    cases,
    found.map(({ one }) => one.id),
  )
  const next = new Map<string, Stored | CaseRecord>(stored)
  for (const { dossier, one } of found) {
    const known = CaseRecord.safeParse(next.get(one.id))
    if (!known.success || isFurther(one, known.data.case)) next.set(one.id, recordOf(dossier, one))
  }
  const changed = [...next].flatMap(([id, document]) => {
    const known = stored.get(id)
    const record = CaseRecord.parse(document)
    if (known !== undefined && isDeepStrictEqual(CaseRecord.parse(known), record)) return []
    return [{ _id: id, ...(known === undefined ? {} : { _rev: known._rev }), ...record }]
  })
  // The counts first: a case that stands but is not counted would be overlooked for good, because it is not looked at again.
  const former = new Map([...stored].map(([id, document]) => [id, CaseRecord.parse(document).agencies]))
  const current = found.map(({ one }) => CaseRecord.parse(next.get(one.id)))
  await markOpen(cases, current, former)
  await writeKeys(cases, changed)
}

function recordOf(dossier: Dossier, one: ReconciliationCase): CaseRecord {
  const { id: dossierId, code: dossierCode } = dossier
  return { kind: 'case', schemaVersion: 1, id: one.id, dossierId, dossierCode, agencies: membersOf(dossier), case: one }
}

/** Decisions and their undoings only ever grow in number, so the copy that has seen more of them is the later one. */
function isFurther(one: ReconciliationCase, known: ReconciliationCase): boolean {
  return stepsOf(one) >= stepsOf(known)
}
const stepsOf = ({ undone, settled }: ReconciliationCase): number => undone.length * 2 + (settled === null ? 0 : 1)

/** Each unit's open cases, as lines of its own range. */
async function markOpen(cases: Documents, records: CaseRecord[], former: Map<string, AgencySlug[]>): Promise<void> {
  const wanted = new Map<string, OpenCaseRecord | undefined>()
  for (const { id, agencies, case: one } of records) {
    for (const agency of [...agencies, ...(former.get(id) ?? [])])
      wanted.set(recordId('open-case', agency, id), one.settled === null && agencies.includes(agency) ? markOf(agency, one) : undefined)
  }
  const stored = await listKeys(cases, [...wanted.keys()])
  const writes = [...wanted].flatMap(([_id, mark]): Record<string, unknown>[] => {
    const known = stored.get(_id)
    if ((known === undefined) === (mark === undefined)) return []
    return [known === undefined ? { _id, ...mark } : { _id, _rev: known._rev, _deleted: true }]
  })
  await writeKeys(cases, writes)
}

function markOf(agency: AgencySlug, { id, opened }: ReconciliationCase): OpenCaseRecord {
  return { kind: 'open-case', schemaVersion: 1, agency, caseId: id, openedAt: opened.at }
}
