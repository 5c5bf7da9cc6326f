/** What CouchDB tells of the session that sends: the device's, not the author's. */
export type Sender = { readonly db?: string; readonly name?: string | null; readonly roles: readonly string[] }

/** True for the centre itself (router, seed, migrations). */
export const isServer = (sender: Sender): boolean => sender.roles.indexOf('_admin') >= 0
