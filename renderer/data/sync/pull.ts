import { JournalEvent } from '#core/journal/event.ts'
import { type ChangesAnswer, fromWire, type WireDocument } from '#core/sync/wire.ts'
import { acknowledgedMark, type MarkedEvent } from '../dossiers/held-dossier.ts'
import { CheckpointPaper } from '../store/desk-papers.ts'
import { createCouch } from './couch.ts'
import { landDossiers } from './land.ts'
import { askStanding } from './levels.ts'
import { isForRules, releaseRefused } from './retry.ts'
import { dropArrived } from './settle.ts'
import type { SyncParts } from './sync-parts.ts'
import { takeAway } from './take-away.ts'

type Row = ChangesAnswer['results'][number]
type Arrival = (parts: SyncParts, rows: Row[], database: string) => Promise<void>

const pageSize = 500

export type Reading = {
  /** How much of what was missing is here, 0–1, after each page. */
  share?(share: number): void
  /** Called between pages; false puts the rest off, and the next reading goes on from there. */
  goOn?(): Promise<boolean>
}

/**
 * Reads what one database has new, page by page; how far it got is written after what it read, so a crash repeats and never skips.
 * The next page is on its way while this one is sealed and written. Answers whether it was read to its end.
 */
export async function pullDatabase(parts: SyncParts, database: string, arrive: Arrival, reading: Reading = {}): Promise<boolean> {
  const { papers, link, centre, place } = parts
  const couch = createCouch(centre, database)
  const id = place.checkpointOf(database)
  const before = await papers.find(id, CheckpointPaper)
  let seq = before?.seq ?? '0'
  let caughtUp = before?.caughtUp ?? false
  let read = 0
  let next = couch.changes(seq, pageSize)
  for (;;) {
    const answer = link.check(await next)
    // No right to read this database (any more): nothing arrives, and nothing that is here is touched.
    if (answer.kind !== 'ok') return true
    const { results, last_seq, pending = 0 } = answer.value
    const ended = results.length < pageSize || last_seq === seq
    // An answer never throws, so one that nobody waits for any more does no harm.
    if (!ended) next = couch.changes(last_seq, pageSize)
    if (results.length > 0) await arrive(parts, results, database)
    read += results.length
    if (read + pending > 0) reading.share?.(read / (read + pending))
    if (last_seq !== seq || (ended && !caughtUp)) await papers.put(id, { kind: 'checkpoint', seq: last_seq, caughtUp: ended })
    caughtUp = ended
    if (results.length > 0) link.received()
    if (ended) return true
    seq = last_seq
    if ((await reading.goOn?.()) === false) return false
  }
}

/** True where this desk has read a database to its end once. */
export async function wasReadWhole({ papers, place }: Pick<SyncParts, 'papers' | 'place'>, database: string): Promise<boolean> {
  return (await papers.find(place.checkpointOf(database), CheckpointPaper))?.caughtUp === true
}

const documentsOf = (rows: Row[]): WireDocument[] =>
  rows.flatMap(({ id, deleted, doc }) => (deleted === true || doc == null || id.startsWith('_design/') ? [] : [doc]))

export async function arriveCatalogue(parts: SyncParts, rows: Row[]): Promise<void> {
  const { catalogue } = parts
  const documents = documentsOf(rows)
  await catalogue.putMany(documents.map(fromWire))
  // An official's roles may have changed: what the centre refused for want of a right goes again.
  if (documents.some(({ kind }) => kind === 'person')) await releaseRefused(parts, ({ refusal }) => refusal !== null && isForRules(refusal))
  const gone = rows.filter(({ deleted }) => deleted === true)
  if (gone.length > 0) await catalogue.removeMany(gone.map(({ id }) => id))
}

/** What came, and what this agency holds no longer. A dossier that was taken back and sent again comes as the last of its rows says. */
export async function arriveDossiers(parts: SyncParts, rows: Row[], database: string): Promise<void> {
  const documents = documentsOf(rows)
  const atProvince = await findAtProvince(parts, documents, database)
  await parts.shelf.serial(() => landDossiers(parts, documents, { atProvince }))
  const gone = rows.flatMap(({ id, deleted }) => (deleted === true && parts.shelf.brief(id) !== undefined ? [id] : []))
  if (gone.length > 0) await takeAway(parts, gone)
}

/** Of what a hub gives, that which the province has too; undefined where it is the province itself that gives. */
async function findAtProvince(parts: SyncParts, documents: WireDocument[], database: string): Promise<ReadonlySet<string> | undefined> {
  if (parts.place.level() === 'province') return undefined
  const asked = documents.map(({ _id, _rev }) => ({ id: _id, rev: _rev }))
  return (await askStanding(parts, database, asked)).held
}

export async function arriveEvents(parts: SyncParts, rows: Row[]): Promise<void> {
  const documents = documentsOf(rows)
  const closes = documents.filter(({ kind }) => kind === 'dayClose')
  if (closes.length > 0) await parts.closes.arrived(closes, parts.place.level())
  await arriveEventDocuments(parts, documents)
}

/** Takes in events of the centre's journal. */
export async function arriveEventDocuments(parts: SyncParts, documents: WireDocument[]): Promise<void> {
  const arrived: MarkedEvent[] = []
  for (const document of documents) {
    const { body, rev } = fromWire(document)
    if (isEvent(body)) arrived.push({ event: body, mark: acknowledgedMark(rev) })
  }
  if (arrived.length === 0) return
  await parts.events.putMany(arrived)
  await dropArrived(parts, arrived)
}

function isEvent(body: Record<string, unknown>): body is Record<string, unknown> & JournalEvent {
  return JournalEvent.safeParse(body).success
}
