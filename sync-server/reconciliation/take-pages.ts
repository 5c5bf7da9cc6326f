import type { AgencySlug } from '#core/record/ids.ts'
import type { Documents } from '#sync-server/provision/couch-admin.ts'
import { databasesOf } from '#sync-server/provision/database-names.ts'
import { checkPageDocument } from './check-page.ts'
import type { ChangeRow } from './follow-database.ts'
import { type Judged, noteFaults } from './quarantine.ts'
import type { Reconciler } from './reconciler.ts'
import { settleTwins } from './settle-twins.ts'

/** What is new among one agency's pages: are the bytes those that the id names? One page in memory at a time. */
export async function takePages(reconciler: Reconciler, agency: AgencySlug, rows: ChangeRow[]): Promise<void> {
  const database = databasesOf(agency).pages
  const pages: Documents = reconciler.couch.use(database)
  const judged: Judged[] = []
  for (const { id, deleted, doc, changes } of rows) {
    const fault = deleted === true || doc == null ? null : await checkPageDocument(pages, doc)
    judged.push({ documentId: id, rev: changes[0]?.rev ?? '', fault })
  }
  await noteFaults(reconciler.cases, { agency, database, subject: 'document', at: reconciler.at() }, judged)
  const documents = rows.flatMap(({ deleted, doc }) => (deleted === true || doc == null ? [] : [doc]))
  await settleTwins(reconciler, { agency, database }, documents)
}
