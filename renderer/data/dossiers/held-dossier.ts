import { Dossier, dossierSchemaVersion } from '#core/dossier/dossier.ts'
import type { JournalEvent } from '#core/journal/event.ts'
import type { SyncMark } from '#core/sync/mark.ts'
import { fromWire, type WireBody, type WireDocument } from '#core/sync/wire.ts'
import { type Migration, migrateRecord, migrations } from '../migrations/migrate-record.ts'
import type { Sealable } from '../store/sealed-table.ts'
import { digestOf } from './digest-of.ts'

export type MarkedEvent = { event: JournalEvent; mark: SyncMark }

/**
 * A dossier as this desk holds it, one document: the record, its mark, its own events that the centre has not confirmed, and what
 * CouchDB hung on it that we must send back. `aside` is the centre's version, exactly as it came, where this build cannot take it in:
 * a newer build wrote it, or what came of merging it was no dossier.
 */
export type HeldDossier = {
  record: Dossier
  mark: SyncMark
  pendingEvents: MarkedEvent[]
  attachments: Record<string, unknown> | null
  aside: { rev: string; body: Record<string, unknown> } | null
}

/** Acknowledged at `rev`, or made elsewhere and just arrived. */
export function acknowledgedMark(rev: string): SyncMark {
  return { state: 'acknowledged', rev, base: null, refusal: null, author: null, since: null }
}

/** The same, by where the server stands that acknowledged it. */
export function acknowledgedAt(level: 'office' | 'province', rev: string): SyncMark {
  return level === 'office' ? { ...acknowledgedMark(rev), at: 'office' } : acknowledgedMark(rev)
}

/** The mark after somebody at this desk changed the record: what the centre last gave stays the base of a merge. */
export function editedMark(held: HeldDossier, change: Pick<SyncMark, 'author' | 'since'>): SyncMark {
  const { mark, record } = held
  if (mark.state !== 'acknowledged') {
    const earlier = [...(mark.earlier ?? []), digestOf(record)].slice(-earlierKept)
    return { ...mark, state: 'local', refusal: null, earlier }
  }
  // What was only at the office: our own earlier states may yet come back from the province.
  const earlier = mark.earlier === undefined ? {} : { earlier: mark.earlier }
  return { state: 'local', rev: mark.rev, base: structuredClone<Record<string, unknown>>(record), refusal: null, ...earlier, ...change }
}

/** More unsent edits of one dossier than anybody makes. */
const earlierKept = 100

/** The mark of a record that the centre has never seen. */
export function newMark(change: Pick<SyncMark, 'author' | 'since'>): SyncMark {
  return { state: 'local', rev: null, base: null, refusal: null, ...change }
}

/** True where the dossier or one of its events still has to reach the province's centre; an office's hub is not that. */
export function isUnsent(held: HeldDossier): boolean {
  return held.mark.state !== 'acknowledged' || held.mark.at === 'office' || held.pendingEvents.length > 0
}

/** True where this build can show the body as a dossier. The body itself is kept as it came, whatever a parse would strip. */
export function isDossier(body: WireBody): body is WireBody & Dossier {
  return Dossier.safeParse(body).success
}

/** True where the centre holds it as a newer build wrote it and this build cannot take that in: shown as it was, not changed. */
export function isHeldBack({ aside }: Pick<HeldDossier, 'aside'>): boolean {
  return aside !== null && isNewer(aside.body)
}

/** True where a newer build wrote the body. */
export function isNewer({ schemaVersion }: WireBody): boolean {
  return typeof schemaVersion === 'number' && schemaVersion > dossierSchemaVersion
}

/** What lay here since an older build, in the shape of this one: record and merge base alike. What stands aside is never touched. */
export function migrateHeld(held: HeldDossier, steps: Migration[] = migrations): HeldDossier {
  const record = migrateRecord(held.record, steps)
  const base = held.mark.base && migrateRecord(held.mark.base, steps)
  if (record === held.record && base === held.mark.base) return held
  return isDossier(record) ? { ...held, record, mark: { ...held.mark, base } } : held
}

/** A dossier as it comes from the centre; undefined where this build cannot read it. */
export function readDossier(document: WireDocument): HeldDossier | undefined {
  const { rev, body, attachments } = fromWire(document)
  const record = migrateRecord(body)
  return isDossier(record) ? { record, mark: acknowledgedMark(rev), pendingEvents: [], attachments, aside: null } : undefined
}

export function toSealable(held: HeldDossier): Sealable<HeldDossier> {
  const { id, kind, schemaVersion } = held.record
  return { id, kind, v: schemaVersion, state: isUnsent(held) ? 'unsent' : 'acknowledged', body: held }
}
