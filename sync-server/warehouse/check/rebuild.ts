import type { SqlDatabase } from '../sql/sql-database.ts'

const starTables = ['dossier', 'pause', 'span', 'payment', 'page', 'step', 'person', 'dossier_case']

/**
 * Empties the warehouse so that the feed fills it again from the sources. The raw history and the arrivals stay, because no source
 * knows them any more (former revisions, contents of what was deleted); `fromNothing` throws them away too.
 */
export async function emptyWarehouse(database: SqlDatabase, { fromNothing }: { fromNothing: boolean }): Promise<void> {
  await database.transaction(async (tx) => {
    // Feeds at work lose their claim, and with it whatever they were about to commit.
    await tx.query(
      "update feed.source set holder = null, lease_until = '-infinity', seq = '0', filled = false, pending = 0, read_at = null",
    )
    const kept = fromNothing ? ['raw.revision', 'raw.arrival', 'star.agency', 'star.procedure'] : []
    await tx.query(`truncate ${['raw.document', 'feed.dead_letter', ...kept, ...starTables.map((name) => `star.${name}`)].join(', ')}`)
    await tx.query('update raw.revision set winner = false, leaf = false where winner or leaf')
  })
}
