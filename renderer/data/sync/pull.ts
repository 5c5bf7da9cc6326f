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

/** Reads what one database has new, page by page; how far it got is written after what it read, so a crash repeats and never skips. */
export async function pullDatabase(parts: SyncParts, database: string, arrive: Arrival, onShare?: (share: number) => void): Promise<void> {
  const { papers, link, centre, place } = parts
  const couch = createCouch(centre, database)
  const id = place.checkpointOf(database)
  const before = await papers.find(id, CheckpointPaper)
  let seq = before?.seq ?? '0'
  let read = 0
  for (;;) {
    const answer = link.check(await couch.changes(seq, pageSize))
    // No right to read this database (any more): nothing arrives, and nothing that is here is touched.
    if (answer.kind !== 'ok') return
    const { results, last_seq, pending = 0 } = answer.value
    if (results.length > 0) await arrive(parts, results, database)
    read += results.length
    if (read + pending > 0) onShare?.(read / (read + pending))
    if (last_seq !== seq) await papers.put(id, { kind: 'checkpoint', seq: last_seq, caughtUp: results.length < pageSize })
    if (results.length > 0) link.received()
    if (results.length < pageSize || last_seq === seq) return
    seq = last_seq
  }
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
  const arrived: MarkedEvent[] = []
  const documents = documentsOf(rows)
  const closes = documents.filter(({ kind }) => kind === 'dayClose')
  if (closes.length > 0) await parts.arrivedCloses(closes)
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
