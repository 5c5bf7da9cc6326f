import type { ServerScope } from 'nano'
import type { Logger } from 'pino'
import type { Agency } from '#core/agency/agency.ts'
import type { AgencySlug } from '#core/record/ids.ts'
import { type Instant, toInstant } from '#core/record/instant.ts'
import type { CentralAccess, Documents } from '#sync-server/provision/couch-admin.ts'
import { casesDatabase, indexDatabase } from '#sync-server/provision/database-names.ts'
import { AuthorKeys } from './author-keys.ts'
import { type CentreJournal, createCentreJournal } from './centre-journal.ts'
import type { DuplicateSettings } from './duplicate-keys.ts'

/** What all followers work with. */
export type Reconciler = {
  central: CentralAccess
  couch: ServerScope
  cases: Documents
  index: Documents
  log: Logger
  authors: AuthorKeys
  journal: CentreJournal
  settings: DuplicateSettings
  now: () => number
  at(): Instant
  /** The catalogue's agencies, and those that have databases here. */
  agencies: Map<AgencySlug, Agency>
  working: Set<AgencySlug>
}

export type ReconcilerOptions = { central: CentralAccess; couch: ServerScope; log: Logger; now: () => number; settings: DuplicateSettings }

export function createReconciler({ central, couch, log, now, settings }: ReconcilerOptions): Reconciler {
  return {
    central,
    couch,
    cases: couch.use<Record<string, unknown>>(casesDatabase),
    index: couch.use<Record<string, unknown>>(indexDatabase),
    log,
    authors: new AuthorKeys(couch),
    journal: createCentreJournal(couch, now),
    settings,
    now,
    at: () => toInstant(now()),
    agencies: new Map(),
    working: new Set(),
  }
}
