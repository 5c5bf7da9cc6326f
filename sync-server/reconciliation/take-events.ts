import { eventSchemaVersion, JournalEvent } from '#core/journal/event.ts'
import type { AgencySlug, DeviceId } from '#core/record/ids.ts'
import { fromWire, type WireDocument } from '#core/sync/wire.ts'
import { databasesOf } from '#sync-server/provision/database-names.ts'
import { unknownKey } from './author-keys.ts'
import { listKeys } from './bulk-documents.ts'
import { listOfUnit } from './case-store.ts'
import { checkChain } from './check-chain.ts'
import { describe } from './check-dossier.ts'
import type { ChangeRow } from './follow-database.ts'
import { type Fault, type Judged, noteFaults, type Ward } from './quarantine.ts'
import type { Reconciler } from './reconciler.ts'
import { QuarantineRecord } from './records.ts'
import { settleTwins } from './settle-twins.ts'
import { NewerEvent, type SignedEvent } from './signed-event.ts'

type Read = { event: SignedEvent } | { fault: Fault | null }

/** What is new in one agency's journal: does each event come from its author, and does it stand in its place? */
export async function takeEvents(reconciler: Reconciler, agency: AgencySlug, rows: ChangeRow[]): Promise<void> {
  // Closes of a day lie in the journal too; whoever closes days verifies them.
  const documents = rows.flatMap(({ deleted, doc }) => (deleted === true || doc == null || doc['kind'] === 'dayClose' ? [] : [doc]))
  const gone = rows.flatMap(({ id, deleted, changes }) =>
    deleted === true ? [{ documentId: id, rev: changes[0]?.rev ?? '', fault: null }] : [],
  )
  const judged: Judged[] = [...gone]
  const sound: { event: SignedEvent; rev: string }[] = []
  for (const document of documents) {
    const read = readEvent(document)
    const fault = 'fault' in read ? read.fault : await reconciler.authors.check(read.event)
    if ('event' in read && fault === null) sound.push({ event: read.event, rev: document._rev })
    else judged.push({ documentId: document._id, rev: document._rev, fault })
  }
  // A desk sends all its events to its own agency, in order. What the router brought from elsewhere is a part of another chain.
  const own = sound.filter(({ event }) => event.agency === agency)
  const { faults, gaps } = await checkChain(
    reconciler.index,
    own.map(({ event }) => event),
  )
  for (const { event, rev } of sound) judged.push({ documentId: event.id, rev, fault: faults.get(event.id) ?? null })
  const ward = { agency, database: databasesOf(agency).journal, at: reconciler.at() }
  await noteFaults(reconciler.cases, { ...ward, subject: 'document' }, judged)
  await noteGaps(reconciler, ward, gaps)
  await settleTwins(reconciler, { agency, database: ward.database }, documents)
}

/** Events whose author's key was unknown are judged again: an official's first key may reach the centre after the first events. */
export async function recheckEvents(reconciler: Reconciler, agency: AgencySlug): Promise<void> {
  const listed = await listOfUnit(reconciler.cases, 'quarantine', agency, QuarantineRecord)
  const { journal } = databasesOf(agency)
  const unknown = listed.flatMap(({ entry }) => (entry.database === journal && entry.detail === unknownKey ? [entry.documentId] : []))
  const found = await listKeys(reconciler.couch.use(journal), unknown)
  const rows = [...found.values()].map((doc) => ({ id: doc._id, seq: '', changes: [{ rev: doc._rev }], doc }))
  if (rows.length > 0) await takeEvents(reconciler, agency, rows)
}

function readEvent(document: WireDocument): Read {
  const { body } = fromWire(document)
  if (body['kind'] !== 'event')
    return { fault: { why: body['kind'] === 'lease' || body['kind'] === 'slots' ? 'forged' : 'invalid', detail: 'kind' } }
  const newer = typeof body['schemaVersion'] === 'number' && body['schemaVersion'] > eventSchemaVersion
  const parsed = (newer ? NewerEvent : JournalEvent).safeParse(body)
  if (!parsed.success) return { fault: newer ? null : { why: 'invalid', detail: describe(parsed.error) } }
  return parsed.data.id === document._id ? { event: parsed.data } : { fault: { why: 'invalid', detail: 'id' } }
}

/** One line for each desk whose chain has empty places: an event that was refused, lost, or taken out. */
async function noteGaps({ cases }: Reconciler, ward: Omit<Ward, 'subject'>, gaps: Map<DeviceId, [number, number][]>): Promise<void> {
  const judged = [...gaps].map(([device, missing]): Judged => {
    const places = missing.slice(0, 10).map(([from, to]) => (from === to ? `${from}` : `${from}–${to}`))
    const fault: Fault | null = missing.length === 0 ? null : { why: 'chain', detail: `missing: ${places.join(', ')}` }
    return { documentId: device, rev: '', fault }
  })
  await noteFaults(cases, { ...ward, subject: 'gap' }, judged)
}
