import type { CaseChoice, CaseField, CaseSettlement, ReconciliationCase } from '#core/reconciliation/case.ts'
import { decidersOf } from '#core/reconciliation/deciders-of.ts'
import { isOpenLegal } from '#core/reconciliation/open-cases.ts'
import { reopenableUntil } from '#core/reconciliation/reopenable-until.ts'
import { RuleBroken } from '#core/record/rule-broken.ts'
import { isEqual } from '#core/sync/is-equal.ts'
import { isBarredInDispute, positionOf } from '#core/sync/positions.ts'
import { toJson } from '#core/sync/to-json.ts'
import { actOf, type CommandContext } from '../command-context.ts'
import type { Dossier } from '../dossier.ts'
import type { CommandOf, HandlerOutcome } from '../handler.ts'
import { judgeCommand } from '../permission.ts'
import { type FieldValue, valueAt, writeFields } from '../written-fields.ts'

/** Quyết: every disputed field gets the value that was chosen; what it held before is kept, so that the decision can be taken back. */
export function settleCase(dossier: Dossier, command: CommandOf<'settleCase'>, context: CommandContext): HandlerOutcome {
  const found = getCase(dossier, command.caseId)
  if (found.kind === 'doubled_code' || found.settled !== null) throw new RuleBroken('transition-forbidden', 'caseId')
  assertMayDecide(dossier, found, context)
  if (command.evidence.length === 0 && found.fields.some(isLegal) && dossier.placements.length > 0)
    throw new RuleBroken('field-missing', 'evidence')
  const choices = found.fields.map((field) => resolve(dossier, field, command.choices))
  const before = choices.map(({ path }) => ({ path, value: valueAt(dossier, path) }))
  const written = writeFields(
    dossier,
    choices.filter(({ path, value }) => !isEqual(valueAt(dossier, path), value)),
  )
  const settled: CaseSettlement = {
    ...actOf(context),
    role: roleOf(dossier, 'settleCase', context),
    choices,
    reason: command.reason,
    evidence: command.evidence,
    before,
  }
  const after = withCase(written, { ...found, settled })
  assertNotBarred(dossier, after)
  const data = { caseId: found.id, reason: command.reason, choices: toJson(choices), before: toJson(before), evidence: command.evidence }
  return { dossier: after, type: 'caseSettled', note: command.reason, data }
}

/** Mở lại: a decision is taken back until the close of its day, while the fields still hold what was decided. */
export function reopenCase(dossier: Dossier, command: CommandOf<'reopenCase'>, context: CommandContext): HandlerOutcome {
  const found = getCase(dossier, command.caseId)
  const { settled } = found
  if (settled === null || found.kind === 'doubled_code') throw new RuleBroken('transition-forbidden', 'caseId')
  if (settled.by !== context.actor.person) assertMayDecide(dossier, found, context)
  if (context.at > reopenableUntil(settled.at, dossier.agencies.receiving, context.catalogue))
    throw new RuleBroken('transition-forbidden', 'caseId')
  const moved = settled.choices.find(({ path, value }) => !isEqual(valueAt(dossier, path), value))
  if (moved !== undefined) throw new RuleBroken('transition-forbidden', moved.path)
  const before = settled.before ?? found.fields.map(({ path, theirs }) => ({ path, value: theirs }))
  const undone = [...found.undone, { ...settled, undone: actOf(context) }]
  const after = withCase(writeFields(dossier, before), { ...found, settled: null, undone })
  return { dossier: after, type: 'caseReopened', note: command.reason, data: { caseId: found.id, reason: command.reason } }
}

function getCase(dossier: Dossier, id: ReconciliationCase['id']): ReconciliationCase {
  const found = dossier.cases?.find((one) => one.id === id)
  if (found === undefined) throw new RuleBroken('not-found', 'caseId')
  return found
}

function assertMayDecide(dossier: Dossier, { opened }: ReconciliationCase, { at, actor, catalogue }: CommandContext): void {
  const work = { receiving: dossier.agencies.receiving, holder: dossier.business.holder.person, receivedBy: dossier.received.by }
  if (!decidersOf(work, opened.at, { now: at, catalogue }).mayDecide(actor.person)) throw new RuleBroken('role-missing')
}

function roleOf(dossier: Dossier, command: 'settleCase', { actor }: CommandContext): CaseSettlement['role'] {
  const permission = judgeCommand(dossier, command, actor)
  if (!('role' in permission)) throw new RuleBroken(permission.refusedBecause)
  return permission.role
}

/** What one field shall hold. Work that went on from the other side's step stays when that side is chosen. */
function resolve(dossier: Dossier, field: CaseField, choices: readonly CaseChoice[]): CaseChoice & FieldValue {
  const { path } = field
  const choice = choices.find((one) => one.path === path)
  if (choice === undefined) throw new RuleBroken('field-missing', path)
  if (path !== 'step') return { path, take: choice.take, value: choice.take === 'typed' ? choice.value : field[choice.take] }
  if (choice.take === 'typed' || field[choice.take] === null) throw new RuleBroken('field-invalid', path)
  return { path, take: choice.take, value: choice.take === 'theirs' ? valueAt(dossier, path) : field[choice.take] }
}

function withCase(dossier: Dossier, changed: ReconciliationCase): Dossier {
  return { ...dossier, cases: (dossier.cases ?? []).map((one) => (one.id === changed.id ? changed : one)) }
}

/** A step to signing, numbering or handing over cannot be chosen while another legal dispute is open. */
function assertNotBarred(before: Dossier, after: Dossier): void {
  const position = positionOf(after.business)
  if (position === undefined || position === positionOf(before.business) || !isBarredInDispute(position)) return
  if (after.cases?.some(isOpenLegal) === true) throw new RuleBroken('in-dispute')
}

const isLegal = ({ fieldClass }: CaseField): boolean => fieldClass === 'legal'
