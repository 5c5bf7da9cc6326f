import type { Logger } from 'pino'
import { type CentralAccess, openCouchAdmin } from '#sync-server/provision/couch-admin.ts'
import { buildPublicSite } from './public-site.ts'
import { openStatusStore } from './status-store.ts'

export type PublicListening = {
  /** Where the public database is, and the account that reads it. */
  central: CentralAccess
  port: number
  host?: string | undefined
  behindProxy?: boolean | undefined
  log: Logger
  now?: () => number
}

/** Serves the public site. Give it the public account, not CouchDB's administrator: then it can read nothing but what is public. */
export async function startPublicSite({ central, port, host = '127.0.0.1', behindProxy = false, log, now = Date.now }: PublicListening) {
  const site = await buildPublicSite({ statuses: openStatusStore(openCouchAdmin(central)), behindProxy, log, now })
  const origin = await site.listen({ port, host })
  return { origin, close: () => site.close() }
}
