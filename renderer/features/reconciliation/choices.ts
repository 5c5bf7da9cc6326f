import type { CaseChoice, CaseField, ReconciliationCase } from '#core/reconciliation/case.ts'
import { epochMsOf } from '#core/record/instant.ts'

/** What stands in the result column so far; a legal field starts with nothing. */
export type Choices = Readonly<Record<string, CaseChoice>>

export type Side = Exclude<CaseChoice['take'], 'typed'>

/** Sides in the order of their columns and keys 1, 2, 3. */
export const sides: readonly Side[] = ['base', 'mine', 'theirs']

/** The choice that takes one side's value. */
export function take(field: CaseField, side: Side): CaseChoice {
  return { path: field.path, take: side, value: field[side] }
}

/**
 * What is put forward for a field that the law leaves free: the later edit, unless it only emptied what the other filled in.
 * Nothing for a legal field or a step: those a person reads from the papers.
 */
export function suggestFor(one: Pick<ReconciliationCase, 'mine' | 'theirs'>, field: CaseField): CaseChoice | null {
  if (field.fieldClass === 'legal' || field.path === 'step') return null
  const later: Side = epochMsOf(one.mine.at) > epochMsOf(one.theirs.at) ? 'mine' : 'theirs'
  const earlier: Side = later === 'mine' ? 'theirs' : 'mine'
  return take(field, isEmpty(field[later]) && !isEmpty(field[earlier]) ? earlier : later)
}

/** The choices a case opens with. */
export function startChoices(one: Pick<ReconciliationCase, 'mine' | 'theirs' | 'fields'>): Choices {
  return Object.fromEntries(
    one.fields.flatMap((field): [string, CaseChoice][] => {
      const suggested = suggestFor(one, field)
      return suggested === null ? [] : [[field.path, suggested]]
    }),
  )
}

/** True where a case holds nothing that must be decided by itself: such cases may be decided together. */
export function isFree(one: Pick<ReconciliationCase, 'kind' | 'fields'>): boolean {
  return one.kind === 'fields' && one.fields.every((field) => field.fieldClass !== 'legal' && field.path !== 'step')
}

function isEmpty(value: CaseField['mine']): boolean {
  return value === null || value === '' || (Array.isArray(value) && value.length === 0)
}
