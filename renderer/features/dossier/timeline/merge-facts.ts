import { z } from 'zod'
import type { JournalEvent } from '#core/journal/event.ts'
import type { CaseField } from '#core/reconciliation/case.ts'
import { readMergedFields } from '#core/reconciliation/open-case.ts'

/** A field as an event tells of it: what it was and what it became. */
export type FieldChange = { path: string; before: CaseField['mine']; after: CaseField['mine'] }

const json = z.json()
const Changed = z.array(z.looseObject({ path: z.string(), before: json, after: json }))
const Valued = z.array(z.looseObject({ path: z.string(), value: json }))
const Paths = z.array(z.string())

type Told = Pick<JournalEvent, 'type' | 'data'>

/** The fields that an event of merging, deciding or correcting changed, with both values; none for other events. */
export function changesOf(event: Told): FieldChange[] {
  const { type, data } = event
  if (type === 'editsMerged') {
    return (readMergedFields(event) ?? []).map((one) => ({ path: one.path, before: one.base, after: one[one.taken] }))
  }
  if (type === 'dossierCorrected' || type === 'mergeUndone') {
    return read(Changed, data['fields']).map(({ path, before, after }) => ({ path, before, after }))
  }
  if (type !== 'caseSettled') return []
  const before = new Map(read(Valued, data['before']).map((one) => [one.path, one.value]))
  return read(Valued, data['choices']).map(({ path, value }) => ({ path, before: before.get(path) ?? null, after: value }))
}

/** The fields that a case was opened for. */
export function disputedPaths({ type, data }: Told): string[] {
  return type === 'caseOpened' ? read(Paths, data['fields']) : []
}

/** Whether a merge has been undone since, as the journal tells. */
export function isUndone(event: Pick<JournalEvent, 'id'>, timeline: readonly Told[]): boolean {
  return timeline.some((one) => one.type === 'mergeUndone' && one.data['eventId'] === event.id)
}

function read<T>(shape: z.ZodType<T[]>, value: unknown): T[] {
  const parsed = shape.safeParse(value)
  return parsed.success ? parsed.data : []
}
