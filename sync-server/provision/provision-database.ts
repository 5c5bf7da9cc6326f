import { isDeepStrictEqual } from 'node:util'
import type { ServerScope } from 'nano'
import { type Documents, findDocument, statusOf } from './couch-admin.ts'
import { type DatabaseKind, designDocumentsOf } from './design-documents.ts'
import { viewDocumentsOf } from './views.ts'

/** Who may use a database. `authors` reaches the validators: who may act for the agency, as what, since when. */
export type DatabaseSecurity = {
  admins: { names: string[]; roles: string[] }
  members: { names: string[]; roles: string[] }
  authors?: Record<string, { roles: { role: string; since: string; until: string | null }[] }>
}

/** Creates a database where it is missing and brings its rules and rights up to date. Running it again changes nothing. */
export async function provisionDatabase(
  couch: ServerScope,
  name: string,
  want: { kind: DatabaseKind; security: DatabaseSecurity },
): Promise<void> {
  await createDatabase(couch, name)
  await writeSecurity(couch, name, want.security)
  const database = couch.use<Record<string, unknown>>(name)
  for (const design of [...designDocumentsOf(want.kind), ...viewDocumentsOf(want.kind)]) await writeDesign(database, design)
}

type Design = { _id: string; rulesVersion: string }

const mostTries = 5

/** An operator's command and the servers of a centre may do this at the same time: whoever comes second finds it done, or does it over. */
async function writeDesign(database: Documents, design: Design): Promise<void> {
  for (let tries = 1; ; tries++) {
    const stored = await findDocument(database, design._id)
    if (stored?.['rulesVersion'] === design.rulesVersion) return
    try {
      await database.insert(stored === undefined ? design : { ...design, _rev: stored._rev })
      return
    } catch (error) {
      if (statusOf(error) !== 409 || tries === mostTries) throw error
    }
  }
}

/** Small databases by the hundred: one shard each (evidence: CouchDB's default of two doubles the open files for nothing). */
export async function createDatabase(couch: ServerScope, name: string): Promise<void> {
  try {
    await couch.request({ method: 'PUT', db: name, qs: { q: 1 } })
  } catch (error) {
    if (statusOf(error) !== 412) throw error
  }
}

/** Rights hold at once, also for sessions that are open. */
export async function writeSecurity(couch: ServerScope, name: string, security: DatabaseSecurity): Promise<void> {
  const stored: unknown = await couch.request({ db: name, path: '_security' })
  if (isDeepStrictEqual(stored, security)) return
  await couch.request({ method: 'PUT', db: name, path: '_security', body: security })
}
