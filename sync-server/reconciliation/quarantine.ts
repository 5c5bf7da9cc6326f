import { createHash } from 'node:crypto'
import type { Quarantined } from '#core/reconciliation/oversight.ts'
import type { AgencySlug } from '#core/record/ids.ts'
import type { Instant } from '#core/record/instant.ts'
import type { Documents } from '#sync-server/provision/couch-admin.ts'
import { listKeys, writeKeys } from './bulk-documents.ts'
import { QuarantineRecord, recordId } from './records.ts'

/** What is wrong with one document; null where nothing is. `detail` names fields and codes, never values: no personal data. */
export type Fault = Pick<Quarantined, 'why' | 'detail'>
export type Judged = { documentId: string; rev: string; fault: Fault | null }

/** Where the faults of one database are listed. `subject` tells several kinds of fault of one document apart. */
export type Ward = { agency: AgencySlug; database: string; subject: string; at: Instant }

/**
 * Lists documents at fault and takes off the list those that are right by now. The documents themselves are left where they are
 * (docs/adr/0016). One entry for each document, so that judging it again changes nothing.
 */
export async function noteFaults(cases: Documents, ward: Ward, judged: Judged[]): Promise<void> {
  const byId = new Map(judged.map((one) => [entryIdOf(ward, one.documentId), one]))
  const stored = await listKeys(cases, [...byId.keys()])
  const writes = [...byId].flatMap(([id, one]): Record<string, unknown>[] => {
    const known = stored.get(id)
    const revision = known === undefined ? {} : { _rev: known._rev }
    if (one.fault === null) return known === undefined ? [] : [{ _id: id, ...revision, _deleted: true }]
    const before = QuarantineRecord.safeParse(known)
    const entry = entryOf(id, ward, { ...one, fault: one.fault })
    if (before.success && before.data.entry.rev === entry.rev && before.data.entry.detail === entry.detail) return []
    const at = before.success ? before.data.entry.at : ward.at
    return [{ _id: id, ...revision, ...recordOf(ward, { ...entry, at }) }]
  })
  await writeKeys(cases, writes)
}

function entryOf(id: string, ward: Ward, { documentId, rev, fault }: Judged & { fault: Fault }): Quarantined {
  return { id: id.slice(id.lastIndexOf(':') + 1), database: ward.database, documentId, rev, ...fault, at: ward.at }
}

function recordOf({ agency }: Ward, entry: Quarantined): QuarantineRecord {
  return { kind: 'quarantine', schemaVersion: 1, agency, entry }
}

function entryIdOf({ agency, database, subject }: Ward, documentId: string): string {
  const digest = createHash('sha256').update(`${database}\n${subject}\n${documentId}`).digest('hex').slice(0, 32)
  return recordId('quarantine', agency, digest)
}
