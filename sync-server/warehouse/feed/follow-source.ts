import type { ServerScope } from 'nano'
import type { Logger } from 'pino'
import type { ChangesAnswer } from '#core/sync/wire.ts'
import { readChangesPage } from '#sync-server/changes-page.ts'
import type { Calm } from '#sync-server/desk-traffic.ts'
import type { CentralAccess } from '#sync-server/provision/couch-admin.ts'
import { isPassingState, type SqlDatabase, SqlRefused } from '../sql/sql-database.ts'
import { type Claim, claimSource, releaseSource } from './claim.ts'
import type { FeedContext } from './feed-context.ts'
import { conflictsOf, type Incoming, toIncoming } from './incoming.ts'
import { isFollowed } from './is-followed.ts'
import { addFacts } from './read-facts.ts'
import { readLeafDocuments } from './read-leaves.ts'
import type { Source } from './source.ts'
import type { Turn } from './source-queue.ts'
import { type Batch, takeBatch } from './take-batch.ts'
import { writeUnstorable } from './unstorable.ts'

export type FeedTools = {
  central: CentralAccess
  couch: ServerScope
  database: SqlDatabase
  personKey(identity: string): string
  log: Logger
  calm: Calm
  /** Names this feed among those that work beside it. */
  holder: string
  /** How long the others wait after its last sign of life. */
  leaseSeconds: number
  /** Documents to a transaction at most. */
  pageRows: number
  /** Told after each transaction, e.g. to show how far a rebuild is. */
  progress?(source: Source, done: { documents: number; pending: number }): void
}

/** So that a page of huge documents does not fill the memory: text of one page, of which two are held at once. */
const pageBytes = 8 * 1024 * 1024

/** Reads what a source has new, to its end or until its turn is over. `failed` where another feed works on it. */
export async function followSource(tools: FeedTools, source: Source, { signal, isOver }: Reading): Promise<Turn> {
  const claim = await claimSource(tools.database, source.sourceId, tools)
  if (claim === undefined) return 'failed'
  try {
    const whole = await readToEnd(tools, { source, claim, signal, isOver })
    await releaseSource(tools.database, claim, { filled: whole, error: null })
    return whole ? 'whole' : 'part'
  } catch (error) {
    await releaseSource(tools.database, claim, { filled: false, error: signal.aborted ? null : String(error).slice(0, 500) }).catch(
      () => undefined,
    )
    throw error
  }
}

type Reading = {
  signal: AbortSignal
  /** Asked after each page: true where others should have their turn. */
  isOver?: (() => boolean) | undefined
}

/** The next page is on its way while this one is written. Answers whether the end was reached. */
export async function readToEnd(tools: FeedTools, following: Reading & { source: Source; claim: Claim }): Promise<boolean> {
  const { source, claim, signal, isOver = () => false } = following
  const context = contextOf(tools, source, { live: claim.filled, force: false })
  let rows = Math.min(100, tools.pageRows)
  let spentMs = 0
  const read = async (since: string) => {
    await tools.calm(spentMs)
    const wish = { central: tools.central, database: source.database, since, rows, bytes: pageBytes, docs: true, signal }
    const { page, bytes } = await readChangesPage(wish)
    const incoming = await readIncoming(tools, source, page)
    return { page, bytes, incoming: source.kind === 'dossiers' ? await addFacts(incoming) : incoming }
  }
  const ask = (since: string) => {
    const asked = read(since)
    // It is awaited a transaction later; a line that breaks meanwhile is told then.
    asked.catch(() => undefined)
    return asked
  }
  let since = claim.seq
  let next = ask(since)
  while (!signal.aborted) {
    const { page, bytes, incoming } = await next
    const from = performance.now()
    const done = page.results.length === 0 || page.pending === 0
    const over = !done && isOver()
    if (page.results.length > 0) rows = Math.max(1, Math.min(tools.pageRows, Math.floor((pageBytes * page.results.length) / (2 * bytes))))
    if (!done && !over) next = ask(page.last_seq)
    await takeInHalves(tools, claim, context, { incoming, from: since, seq: page.last_seq, pending: page.pending ?? 0 })
    since = page.last_seq
    tools.progress?.(source, { documents: incoming.length, pending: page.pending ?? 0 })
    spentMs = performance.now() - from
    if (done || over) return done
  }
  return false
}

export function contextOf({ personKey }: FeedTools, source: Source, { live, force }: { live: boolean; force: boolean }): FeedContext {
  return { source, personKey, live, force }
}

export async function readIncoming({ couch }: FeedTools, { database }: Source, page: ChangesAnswer): Promise<Incoming[]> {
  const rows = page.results.filter(({ id }) => isFollowed(id))
  const wanted = rows.flatMap(({ id, doc }) => conflictsOf(doc).map((rev) => ({ id, rev })))
  const leaves = await readLeafDocuments(couch, database, wanted)
  return rows.map((row) => toIncoming(row, new Map(leaves.get(row.id)?.map((one) => [one._rev, one]))))
}

/** A page together; where PostgreSQL refuses it, in halves, so that the one document that it cannot hold is found and put aside. */
async function takeInHalves(tools: FeedTools, claim: Claim, context: FeedContext, batch: Batch): Promise<void> {
  const { incoming } = batch
  try {
    await takeBatch(tools.database, claim, context, batch)
  } catch (error) {
    const [first] = incoming
    if (first === undefined || !isOfTheDocument(error)) throw error
    if (incoming.length === 1) {
      tools.log.error({ database: context.source.database, id: first.id, error: String(error) }, 'the warehouse cannot hold a document')
      return writeUnstorable(tools.database, claim, { context, batch, detail: String(error) })
    }
    const middle = Math.ceil(incoming.length / 2)
    const half = incoming.slice(0, middle)
    // Only the last half moves the position: a page may come out of order.
    await takeInHalves(tools, claim, context, { ...batch, incoming: half, seq: batch.from, pending: batch.pending + half.length })
    await takeInHalves(tools, claim, context, { ...batch, incoming: incoming.slice(middle) })
  }
}

/** Says something of what was to be written; lost lines and claims pass. */
function isOfTheDocument(error: unknown): boolean {
  if (error instanceof SqlRefused) return !isPassingState(error.state) || error.state === '54001'
  return error instanceof RangeError || error instanceof TypeError
}
