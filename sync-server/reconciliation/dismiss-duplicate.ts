import type { ServerScope } from 'nano'
import type { Dismissal, PossibleDuplicate } from '#core/reconciliation/oversight.ts'
import type { AgencySlug } from '#core/record/ids.ts'
import { findDocument } from '#sync-server/provision/couch-admin.ts'
import { casesDatabase } from '#sync-server/provision/database-names.ts'
import { changeDocument } from './case-store.ts'
import { digest } from './duplicate-keys.ts'
import { type DismissalRecord, DuplicateRecord, recordId } from './records.ts'

/** Which dossiers are alike, and how: one citizen is known by several keys, and the same dossiers are one question. */
export const groupOf = ({ kind, dossiers }: PossibleDuplicate): string => `${kind}/${dossiers.map(({ id }) => id).join('/')}`

/**
 * Notes that dossiers of a unit's list are not one, or takes that back (`dismissal` null).
 * @returns false where no such possible duplicate is listed for the unit
 */
export async function dismissDuplicate(
  couch: ServerScope,
  { agency, id }: { agency: AgencySlug; id: string },
  dismissal: Dismissal | null,
): Promise<boolean> {
  const cases = couch.use<Record<string, unknown>>(casesDatabase)
  const listed = DuplicateRecord.safeParse(await findDocument(cases, recordId('duplicate', agency, id)))
  if (!listed.success) return false
  const group = groupOf(listed.data.duplicate)
  const record: DismissalRecord | null = dismissal && { kind: 'dismissal', schemaVersion: 1, agency, group, dismissal }
  await changeDocument(cases, recordId('dismissal', agency, digest(group)), () => record ?? 'delete')
  return true
}
