import type { Sql, SqlDatabase } from '../sql/sql-database.ts'
import { type Claim, moveClaim } from './claim.ts'
import { writeDeadLetters } from './dead-letters.ts'
import type { FeedContext } from './feed-context.ts'
import type { Incoming } from './incoming.ts'
import { type Refreshed, refreshDossiers } from './refresh-dossiers.ts'
import { writeCases } from './write-cases.ts'
import { writeDimensions } from './write-dimensions.ts'
import { pickNewer, writeRaw } from './write-raw.ts'
import { writeSteps } from './write-steps.ts'

/** What a source has new behind `from`, and how far it is read with it. */
export type Batch = { incoming: readonly Incoming[]; from: string; seq: string; pending: number }

/** Data and sequence in one transaction: both are there or neither, whenever the process or the database ends. */
export async function takeBatch(database: SqlDatabase, claim: Claim, context: FeedContext, batch: Batch): Promise<number> {
  const write = async (tx: Sql): Promise<number> => {
    await moveClaim(tx, claim, batch)
    return writeDocuments(tx, context, batch.incoming)
  }
  // A power cut may take the last pages and their sequence together: they are read again.
  return database.transaction(write, { mayBeLost: true })
}

/** Answers how many of them said something new. */
export async function writeDocuments(tx: Sql, context: FeedContext, incoming: readonly Incoming[]): Promise<number> {
  const { source, force } = context
  const picked = await pickNewer(tx, source.sourceId, incoming)
  const newer = force ? [...incoming] : picked.newer
  if (newer.length === 0) return 0
  await writeRaw(tx, source.sourceId, { newer, known: picked.known, force })
  const { letters, readable } = await writeStar(tx, context, newer)
  await writeDeadLetters(tx, source.sourceId, letters, readable)
  return newer.length
}

async function writeStar(tx: Sql, context: FeedContext, newer: readonly Incoming[]): Promise<Refreshed> {
  if (context.source.kind === 'dossiers') return refreshDossiers(tx, context, newer)
  if (context.source.kind === 'journal') return writeSteps(tx, context, newer)
  if (context.source.kind === 'cases') return writeCases(tx, context, newer)
  if (context.source.kind === 'catalog') return writeDimensions(tx, context, newer)
  return { letters: [], readable: [] }
}
