import type { Logger } from 'pino'
import { openDataStore } from '#sync-server/open-data/data-store.ts'
import { type CentralAccess, openCouchAdmin } from '#sync-server/provision/couch-admin.ts'
import { keepGuesses } from './keep-guesses.ts'
import { LookupGuard } from './lookup-guard.ts'
import { buildPublicSite } from './public-site.ts'
import { openStatusStore } from './status-store.ts'

export type PublicListening = {
  /** Where the public database is, and the account that reads it. */
  central: CentralAccess
  port: number
  host?: string | undefined
  behindProxy?: boolean | undefined
  /** Where the site is reached from outside; names things in the open data catalogue. Where it listens unless given. */
  address?: string | undefined
  /** Who publishes the open data. */
  publisher?: string | undefined
  /** A file of its own in which wrong look-ups outlive a restart. */
  guessesFile?: string | undefined
  log: Logger
  now?: () => number
}

/** Serves the public site. Give it the public account, not CouchDB's administrator: then it can read nothing but what is public. */
export async function startPublicSite(options: PublicListening): Promise<{ origin: string; close(): Promise<void> }> {
  const { central, port, host = '127.0.0.1', behindProxy = false, log, now = Date.now } = options
  const couch = openCouchAdmin(central)
  const publisher = options.publisher ?? 'Ủy ban nhân dân tỉnh'
  const open = { data: openDataStore(couch), publisher, address: () => options.address ?? origin }
  const kept = options.guessesFile === undefined ? undefined : keepGuesses({ file: options.guessesFile, log, now })
  const guard = kept?.guard ?? new LookupGuard()
  const site = await buildPublicSite({ statuses: openStatusStore(couch), open, guard, behindProxy, log, now })
  site.addHook('onClose', async () => kept?.close())
  const origin = await site.listen({ port, host })
  return { origin, close: () => site.close() }
}
