import { z } from 'zod'
import type { Sql } from '../sql/sql-database.ts'

/**
 * The right to feed one database. It lies beside the position that it guards, so that a feed that lost it cannot commit: each batch
 * renews it in its own transaction, by the clock of PostgreSQL alone.
 */
export type Claim = { sourceId: number; holder: string; leaseSeconds: number; seq: string; filled: boolean }

/** Who claims, and for how long without a sign of life. */
export type Claimant = { holder: string; leaseSeconds: number }

/** Another feed has taken the database over. */
export class ClaimLost extends Error {
  constructor() {
    super('another feed has taken this database over')
    this.name = 'ClaimLost'
  }
}

const Taken = z.array(z.object({ seq: z.string(), filled: z.boolean() }))

/** Takes the database, or answers undefined where another feed works on it. */
export async function claimSource(sql: Sql, sourceId: number, { holder, leaseSeconds }: Claimant): Promise<Claim | undefined> {
  const text = `update feed.source set holder = $2, lease_until = clock_timestamp() + make_interval(secs => $3)
    where source_id = $1 and (holder is null or holder = $2 or lease_until < clock_timestamp()) returning seq, filled`
  const [taken] = Taken.parse(await sql.query(text, [sourceId, holder, leaseSeconds]))
  return taken === undefined ? undefined : { sourceId, holder, leaseSeconds, ...taken }
}

/** Notes within a batch's transaction how far it read; locks the position until the end of the transaction. */
export async function moveClaim(tx: Sql, { sourceId, holder, leaseSeconds }: Claim, to: { seq: string; pending: number }): Promise<void> {
  const text = `update feed.source set seq = $3, pending = $4, read_at = clock_timestamp(), error = null,
      lease_until = clock_timestamp() + make_interval(secs => $5)
    where source_id = $1 and holder = $2 and lease_until > clock_timestamp() returning source_id`
  const moved = await tx.query(text, [sourceId, holder, to.seq, to.pending, leaseSeconds])
  if (moved.length === 0) throw new ClaimLost()
}

/** Gives it back at once; `filled` says that it was read to its end, so that what comes from now on arrives as it comes. */
export async function releaseSource(sql: Sql, { sourceId, holder }: Claim, done: { filled: boolean; error: string | null }): Promise<void> {
  const text = `update feed.source set holder = null, filled = filled or $3, error = $4,
      failed_at = case when $4::text is null then failed_at else clock_timestamp() end
    where source_id = $1 and holder = $2`
  await sql.query(text, [sourceId, holder, done.filled, done.error])
}
