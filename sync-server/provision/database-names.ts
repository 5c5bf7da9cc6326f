import type { AgencySlug } from '#core/record/ids.ts'

/** The databases that one desk works with. */
export type DeskDatabases = { catalog: string; dossiers: string; journal: string; pages: string }

/** Names of an agency's databases. The slug is never renamed, so these are not either. */
export function databasesOf(slug: AgencySlug): DeskDatabases {
  return { catalog: 'catalog', dossiers: `agency-${slug}-dossiers`, journal: `agency-${slug}-journal`, pages: `agency-${slug}-pages` }
}

/** The server's own database: devices and number slots. No desk can read it. */
export const centreDatabase = 'centre'

/** Where the router put dossiers that belong to several agencies. No desk can read it. */
export const routingDatabase = 'routing'

/** What the reconciler remembers of dossiers and chains to find doubles and gaps; made anew from the databases where it is lost. */
export const indexDatabase = 'reconciliation-index'

/** Open and settled reconciliation cases. */
export const casesDatabase = 'cases'

/** Work with systems outside: what waits, what was answered, who asked. No desk can read it. */
export const outsideDatabase = 'outside'

/** What the public site may read: statuses without persons, published data sets. Its own account reads nothing else. */
export const publicDatabase = 'public'
