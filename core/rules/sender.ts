import { forbid } from './refusal.ts'

/** What CouchDB tells of the session that sends: the device's, not the author's. */
export type Sender = { readonly db?: string; readonly name?: string | null; readonly roles: readonly string[] }

/** True for the centre itself (router, seed, migrations). */
export const isServer = (sender: Sender): boolean => sender.roles.indexOf('_admin') >= 0

/**
 * What a desk makes is its own agency's: in `agency-<slug>-…` it makes no dossier that another agency received and no event of
 * another agency's people. Only the server (router, seed) brings those.
 */
export function checkOwnAgency(agency: unknown, sender: Sender): void {
  const database = /^agency-([a-z][a-z0-9-]*)-(dossiers|journal)$/.exec(sender.db || '')
  if (database !== null && database[1] !== agency) forbid('agency-foreign: ' + agency)
}
