import { z } from 'zod'
import { Act } from '#core/dossier/dossier.ts'
import type { EventFacts, JournalEvent } from '#core/journal/event.ts'
import type { CaseId, PersonId } from '#core/record/ids.ts'
import type { Instant } from '#core/record/instant.ts'
import { isEqual, isRecord } from '#core/sync/is-equal.ts'
import type { MergedField, MergeOutcome } from '#core/sync/merge.ts'
import { toJson } from '#core/sync/to-json.ts'
import type { WireBody } from '#core/sync/wire.ts'
import { CaseField, type CaseSide, type ReconciliationCase } from './case.ts'

type Disputed = Extract<MergeOutcome, { kind: 'disputed' }>

/** What a case needs beside the dispute itself: its id, who met it where, and whose versions met. */
export type CaseOpening = {
  id: CaseId
  at: Instant
  by: PersonId
  byName: string
  deskName: string
  mine: CaseSide
  theirs: CaseSide
}

/** The case of a disputed merge and the body that carries it. Written in one document write with the values it takes over. */
export function openCase(
  { body, fields, caseKind }: Pick<Disputed, 'body' | 'fields' | 'caseKind'>,
  opening: CaseOpening,
): {
  case: ReconciliationCase
  body: WireBody
} {
  const { id, at, by, byName, deskName, mine, theirs } = opening
  const opened: ReconciliationCase = {
    id,
    kind: caseKind,
    opened: { at, by, byName, deskName },
    mine,
    theirs,
    fields,
    settled: null,
    undone: [],
  }
  const cases: unknown[] = Array.isArray(body['cases']) ? body['cases'] : []
  const others = cases.filter((one) => !isRecord(one) || one['id'] !== id)
  return { case: opened, body: { ...body, cases: [...others, opened] } }
}

/** Whose version a body is, by its last change. */
export function sideOf(body: WireBody, { deskName, rev }: { deskName: string; rev: string | null }): CaseSide {
  const { at, by, byName } = Act.parse(body['updated'])
  return { at, by, byName, deskName, rev }
}

/** What the journal says of a case that was opened. */
export function caseOpenedFacts(opened: ReconciliationCase): EventFacts {
  const { id, kind, fields, mine, theirs } = opened
  const data = {
    caseId: id,
    kind,
    fields: fields.map(({ path }) => path),
    values: toJson(fields),
    mine: toJson(mine),
    theirs: toJson(theirs),
  }
  return { type: 'caseOpened', from: null, to: null, stage: null, note: '', data }
}

/**
 * What the journal says of an automatic merge, so that it can be shown and undone; null where it has nothing to say: only one side
 * had changed something, or only how the dossier stands with outside systems.
 */
export function editsMergedFacts(taken: MergedField[]): EventFacts | null {
  const told = taken.filter(({ path }) => !path.startsWith('sync.'))
  const byBoth = told.some(({ base, mine, theirs }) => !isEqual(mine, base) && !isEqual(theirs, base))
  const sides = new Set(told.map((one) => one.taken))
  if (!byBoth && sides.size < 2) return null
  return { type: 'editsMerged', from: null, to: null, stage: null, note: '', data: { fields: toJson(told) } }
}

const MergedFields = z.array(CaseField.extend({ taken: z.enum(['mine', 'theirs']) }))

/** The fields that an automatic merge put together, from its event; undefined where the event is of another kind. */
export function readMergedFields({ type, data }: Pick<JournalEvent, 'type' | 'data'>): MergedField[] | undefined {
  const fields = type === 'editsMerged' ? MergedFields.safeParse(data['fields']) : undefined
  return fields?.success === true ? fields.data : undefined
}
