import type { ServerScope } from 'nano'
import { PublicStatus } from '#core/public-status/public-status.ts'
import { findDocument } from '#sync-server/provision/couch-admin.ts'
import { publicDatabase } from '#sync-server/provision/database-names.ts'
import { statusKeyOf } from './status-key.ts'

/** Where the public site looks. */
export type StatusStore = { find(code: string, lookupSecret: string): Promise<PublicStatus | undefined> }

export function openStatusStore(couch: ServerScope): StatusStore {
  const database = couch.use<Record<string, unknown>>(publicDatabase)
  return {
    async find(code, lookupSecret) {
      const stored = await findDocument(database, await statusKeyOf(code, lookupSecret))
      const parsed = PublicStatus.safeParse(stored)
      return parsed.success ? parsed.data : undefined
    },
  }
}
