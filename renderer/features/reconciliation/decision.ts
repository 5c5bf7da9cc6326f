import type { DossierCommand } from '#core/dossier/command.ts'
import type { ReconciliationCase } from '#core/reconciliation/case.ts'
import type { PageHash } from '#core/record/ids.ts'
import { type Choices, isFree } from './choices.ts'

/** A decision as it is being made. `paperSeen` stands in for pages where the dossier has none at all. */
export type DraftDecision = { choices: Choices; reason: string; seen: readonly PageHash[]; paperSeen: string }

/** What keeps a case from being decided, in the order in which a person goes on. */
export type Lack = { kind: 'choice'; path: string } | { kind: 'evidence' } | { kind: 'paperSeen' } | { kind: 'reason' }

/** Everything that is missing; empty = it can be decided. A free case needs no paper and brings its own reason. */
export function listLacks(one: Pick<ReconciliationCase, 'kind' | 'fields'>, draft: DraftDecision, hasPages: boolean): Lack[] {
  if (one.kind === 'doubled_code') return draft.reason.trim() === '' ? [{ kind: 'reason' }] : []
  const lacks: Lack[] = []
  const legal = !isFree(one)
  if (legal && hasPages && draft.seen.length === 0) lacks.push({ kind: 'evidence' })
  for (const field of one.fields) if (draft.choices[field.path] === undefined) lacks.push({ kind: 'choice', path: field.path })
  if (legal && !hasPages && draft.paperSeen.trim() === '') lacks.push({ kind: 'paperSeen' })
  if (legal && draft.reason.trim() === '') lacks.push({ kind: 'reason' })
  return lacks
}

/** The command of a complete decision. Of two dossiers under one code the one at hand takes a new code. */
export function makeSettlement(
  one: Pick<ReconciliationCase, 'id' | 'kind' | 'fields'>,
  draft: DraftDecision,
  reasonAlone: string,
): DossierCommand {
  if (one.kind === 'doubled_code') return { do: 'renumber', caseId: one.id, reason: draft.reason.trim() }
  const choices = one.fields.map((field) => draft.choices[field.path]).filter((choice) => choice !== undefined)
  const reason = draft.reason.trim() === '' ? reasonAlone : draft.reason.trim()
  const paperSeen = draft.paperSeen.trim()
  return {
    do: 'settleCase',
    caseId: one.id,
    choices,
    reason: paperSeen === '' ? reason : `${reason} (${paperSeen})`,
    evidence: [...draft.seen],
  }
}
