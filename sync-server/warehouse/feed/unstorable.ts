import type { SqlDatabase } from '../sql/sql-database.ts'
import { type Claim, moveClaim } from './claim.ts'
import { writeDeadLetters } from './dead-letters.ts'
import type { FeedContext } from './feed-context.ts'
import type { Incoming, Revision } from './incoming.ts'
import type { Batch } from './take-batch.ts'
import { pickNewer, writeRaw } from './write-raw.ts'

/** A document whose content PostgreSQL cannot hold: its revisions are noted all the same, so that it counts on both sides. */
export async function writeUnstorable(
  database: SqlDatabase,
  claim: Claim,
  { context, batch, detail }: { context: FeedContext; batch: Batch; detail: string },
): Promise<void> {
  const { sourceId } = context.source
  const bare = batch.incoming.map(withoutContent)
  await database.transaction(async (tx) => {
    await moveClaim(tx, claim, batch)
    const { newer, known } = await pickNewer(tx, sourceId, bare)
    await writeRaw(tx, sourceId, { newer, known, force: context.force })
    const letters = newer.map(({ id, state }) => ({ docId: id, rev: state.rev, reason: 'not-stored' as const, detail }))
    await writeDeadLetters(tx, sourceId, letters, [])
  })
}

function withoutContent(one: Incoming): Incoming {
  const bare = (revision: Revision): Revision => ({ ...revision, content: null, attachments: null })
  return { ...one, winner: one.winner && bare(one.winner), others: one.others.map(bare) }
}
