import type { ServerScope } from 'nano'
import { z } from 'zod'
import type { ChangesAnswer } from '#core/sync/wire.ts'
import { readChangesPage } from '#sync-server/changes-page.ts'
import type { Calm } from '#sync-server/desk-traffic.ts'
import { type CentralAccess, findDocument, statusOf } from '#sync-server/provision/couch-admin.ts'
import { centreDatabase } from '#sync-server/provision/database-names.ts'
import { NotTaken } from './bulk-documents.ts'
import { changeDocument } from './case-store.ts'

export type ChangeRow = ChangesAnswer['results'][number]

export type Following = {
  central: CentralAccess
  couch: ServerScope
  database: string
  /** Who reads: each has a checkpoint of its own. The reconciler unless named. */
  reader?: string
  /** Which index the checkpoint belongs to: another one has to be filled from the start. */
  epoch: string
  signal: AbortSignal
  /** What it makes way for. */
  calm: Calm
  /** Takes in rows; may see the same ones again. */
  handle(rows: ChangeRow[]): Promise<void>
  /** A row that `handle` cannot take, whatever is tried: the rest goes on without it. */
  setAside(row: ChangeRow, error: unknown): Promise<void>
}

const Checkpoint = z.looseObject({ seq: z.string(), epoch: z.string() })
const checkpointId = (database: string, reader = 'reconciliation'): string => `checkpoint:${reader}:${database}`
const pageRows = 200
/** So that a page of huge documents does not fill the memory; a page over it is asked for in smaller pieces. */
const pageBytes = 24 * 1024 * 1024

/** Reads what a database has new, page by page, until there is no more. How far it got is written after the work. */
export async function followDatabase(following: Following): Promise<void> {
  const { central, couch, database, epoch, signal, calm } = following
  const checkpoint = checkpointId(database, following.reader)
  const centre = couch.use<Record<string, unknown>>(centreDatabase)
  const stored = Checkpoint.safeParse(await findDocument(centre, checkpoint))
  let since = stored.success && stored.data.epoch === epoch ? stored.data.seq : '0'
  for (let spentMs = 0; !signal.aborted; ) {
    await calm(spentMs)
    const from = performance.now()
    const { page } = await readChangesPage({ central, database, since, rows: pageRows, bytes: pageBytes, docs: true, signal })
    await takeIn(
      following,
      page.results.filter(({ id }) => !id.startsWith('_design/')),
    )
    if (page.last_seq === since || signal.aborted) return
    since = page.last_seq
    await changeDocument(centre, checkpoint, () => ({ kind: 'checkpoint', seq: page.last_seq, epoch }))
    if (page.results.length === 0) return
    spentMs = performance.now() - from
  }
}

/** Lets a database be read from its start again, e.g. when its unit ended. */
export async function forgetCheckpoint(couch: ServerScope, database: string): Promise<void> {
  await changeDocument(couch.use(centreDatabase), checkpointId(database), () => 'delete')
}

/** Rows together; where that fails, in halves, so that the one that cannot be taken is found and set aside. */
async function takeIn(following: Following, rows: ChangeRow[]): Promise<void> {
  const [first] = rows
  if (first === undefined || following.signal.aborted) return
  try {
    await following.handle(rows)
  } catch (error) {
    if (isPassing(error)) throw error
    if (rows.length === 1) return following.setAside(first, error)
    const middle = Math.ceil(rows.length / 2)
    await takeIn(following, rows.slice(0, middle))
    await takeIn(following, rows.slice(middle))
  }
}

const passingStatus = new Set([401, 404, 408, 409, 412, 429])

/** Says something of the line or of the moment, not of the document: it is tried again later. */
export function isPassing(error: unknown): boolean {
  const status = statusOf(error)
  if (status !== undefined) return status >= 500 || passingStatus.has(status)
  if (error instanceof NotTaken) return true
  if (!(error instanceof Error)) return false
  if (error.name === 'AbortError' || error.name === 'TimeoutError' || error.message === 'fetch failed') return true
  return 'code' in error && typeof error.code === 'string' && /^(E[A-Z]|UND_)/.test(error.code)
}
