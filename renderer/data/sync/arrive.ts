import type { EventFacts } from '#core/journal/event.ts'
import { type CaseOpening, caseOpenedFacts, editsMergedFacts, openCase, sideOf } from '#core/reconciliation/open-case.ts'
import { toInstant } from '#core/record/instant.ts'
import type { Refusal, SyncMark } from '#core/sync/mark.ts'
import { type MergeOutcome, merge } from '#core/sync/merge.ts'
import { fromWire, type WireBody, type WireDocument } from '#core/sync/wire.ts'
import { digestOf } from '../dossiers/digest-of.ts'
import { acknowledgedMark, type HeldDossier, isDossier, isNewer, readDossier } from '../dossiers/held-dossier.ts'
import { migrateRecord } from '../migrations/migrate-record.ts'

/**
 * What arrives makes of what this desk holds, and what the journal is told of it; `unread` where this build cannot read it, `nothing`
 * where it is known already.
 */
export type Arrived = { kind: 'changed'; held: HeldDossier; facts: EventFacts[] } | { kind: 'unread' } | { kind: 'nothing' }

/** Who meets a conflict, where and when: what a case needs that is not in the two versions. */
export type Meeting = {
  epochMs: number
  /** A new case's id and who opens it; asked only where one is opened. */
  opening(): Omit<CaseOpening, 'at' | 'mine' | 'theirs'>
  /** The desk that made the other version, as far as its event is here. */
  deskOf(eventId: unknown): string
}

/**
 * A clean dossier is replaced, an edited one merged field by field; what a person must decide becomes a case on the dossier. Only
 * what this build cannot take in stands aside: the version of a newer build, or one that cannot be merged into a dossier.
 */
export function arriveDossier(held: HeldDossier | undefined, document: WireDocument, meeting: Meeting): Arrived {
  const rev = document._rev
  if (held?.mark.rev === rev || (held?.aside?.rev === rev && held.mark.state !== 'local')) return { kind: 'nothing' }
  const theirs = readDossier(document)
  if (held === undefined) return theirs === undefined ? { kind: 'unread' } : { kind: 'changed', held: theirs, facts: [] }
  const isEdited = held.mark.state !== 'acknowledged'
  if (theirs === undefined || (isEdited && isNewer(fromWire(document).body)))
    return { kind: 'changed', held: setAside(held, document, meeting), facts: [] }
  const clean = { ...theirs, pendingEvents: held.pendingEvents }
  return isEdited ? mergeInto(held, clean, { document, meeting }) : { kind: 'changed', held: clean, facts: [] }
}

type Arriving = { document: WireDocument; meeting: Meeting }

function mergeInto(held: HeldDossier, clean: HeldDossier, { document, meeting }: Arriving): Arrived {
  const rev = document._rev
  const theirs = migrateRecord(fromWire(document).body)
  // Our own earlier state, sent once without an answer: what this desk did since is all that is new.
  const isOurs = held.mark.earlier?.includes(digestOf(theirs)) === true
  const base = isOurs ? theirs : held.mark.base && migrateRecord(held.mark.base)
  const outcome = merge({ base, mine: held.record, theirs })
  const told = editsMergedFacts(outcome.taken)
  const facts = told === null ? [] : [told]
  if (outcome.kind === 'same') return { kind: 'changed', held: clean, facts }
  const { body, opened } =
    outcome.kind === 'disputed' ? dispute(outcome, { held, theirs, rev, meeting }) : { body: outcome.body, opened: [] }
  if (!isDossier(body)) return { kind: 'changed', held: setAside(held, document, meeting), facts: [] }
  const mark = { ...goesAgain(held.mark), rev, base: theirs }
  return { kind: 'changed', held: { ...clean, record: body, mark }, facts: [...facts, ...opened] }
}

type Dispute = { held: HeldDossier; theirs: WireBody; rev: string; meeting: Meeting }

function dispute(
  outcome: Extract<MergeOutcome, { kind: 'disputed' }>,
  { held, theirs, rev, meeting }: Dispute,
): { body: WireBody; opened: EventFacts[] } {
  const opening = meeting.opening()
  const mine = sideOf(held.record, { deskName: opening.deskName, rev: null })
  const other = sideOf(theirs, { deskName: meeting.deskOf(theirs['lastEvent']), rev })
  const { body, case: opened } = openCase(outcome, { ...opening, at: toInstant(meeting.epochMs), mine, theirs: other })
  return { body, opened: [caseOpenedFacts(opened)] }
}

/** What was refused for the other version's sake is settled by taking that in; any other refusal stands. */
function goesAgain(mark: SyncMark): SyncMark {
  const { earlier: _, ...kept } = mark
  const { code, reason } = mark.refusal ?? { code: null, reason: '' }
  // The centre bars some steps while a case is open; the version that arrives may have settled it.
  const waited = code === 'conflict' || code === 'newer_schema' || (code === 'forbidden' && reason.startsWith('in-dispute'))
  return waited ? { ...kept, state: 'local', refusal: null } : kept
}

/** The other version is kept exactly as it came; an unsent edit of ours waits beside it. */
function setAside(held: HeldDossier, document: WireDocument, { epochMs }: Meeting): HeldDossier {
  const { rev, body } = fromWire(document)
  const aside = { rev, body }
  if (held.mark.state === 'acknowledged') return { ...held, aside }
  const refusal: Refusal = {
    code: isNewer(body) ? 'newer_schema' : 'conflict',
    reason: isNewer(body) ? 'written by a newer version' : 'invalid after merging',
    at: toInstant(epochMs),
  }
  return { ...held, mark: { ...held.mark, state: 'refused', refusal }, aside }
}

/** The mark after a row of the centre's answer; an edit made meanwhile goes on top of what was sent. */
export function settledMark(held: HeldDossier, sent: HeldDossier, rev: string): SyncMark {
  if (held.record === sent.record) return acknowledgedMark(rev)
  const { earlier: _, ...kept } = held.mark
  return { ...kept, rev, base: sent.record }
}
