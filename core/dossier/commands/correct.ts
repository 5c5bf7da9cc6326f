import { isOpenLegal } from '#core/reconciliation/open-cases.ts'
import { RuleBroken } from '#core/record/rule-broken.ts'
import { fieldClassOf } from '#core/sync/field-classes.ts'
import { isEqual } from '#core/sync/is-equal.ts'
import { toJson } from '#core/sync/to-json.ts'
import type { Submitter } from '../applicant.ts'
import { assertApplicantComplete, assertSubmitterComplete } from '../check-applicant.ts'
import type { CommandContext } from '../command-context.ts'
import type { Dossier } from '../dossier.ts'
import type { CommandOf, HandlerOutcome } from '../handler.ts'
import { valueAt } from '../written-fields.ts'

/**
 * Đính chính: what was taken in wrongly is put right. A legal field (name, numbers, birth date …) needs a reason, may not be changed
 * while it is in dispute, and not once the result stands in its name: that is a procedure of its own.
 */
export function correct(dossier: Dossier, command: CommandOf<'correct'>, context: CommandContext): HandlerOutcome {
  assertApplicantComplete(command.applicant, context.at)
  assertSubmitterComplete(command.submitter)
  const after: Dossier = {
    ...dossier,
    applicant: { ...dossier.applicant, ...command.applicant },
    submitter: command.submitter === null ? null : { ...dossier.submitter, ...command.submitter },
    subject: command.subject,
  }
  const fields = listChanged(dossier, after)
  if (fields.length === 0) throw new RuleBroken('field-missing')
  for (const { path } of fields.filter((one) => fieldClassOf(one.path) === 'legal')) assertLegalMayChange(dossier, path, command.reason)
  return { dossier: after, type: 'dossierCorrected', note: command.reason, data: { fields: toJson(fields), reason: command.reason } }
}

function assertLegalMayChange(dossier: Dossier, path: string, reason: string): void {
  if (dossier.business.status === 9) throw new RuleBroken('transition-forbidden', path)
  if (dossier.cases?.some((one) => isOpenLegal(one) && one.fields.some((field) => field.path === path)) === true)
    throw new RuleBroken('in-dispute', path)
  if (reason === '') throw new RuleBroken('field-missing', 'reason')
}

function listChanged(before: Dossier, after: Dossier) {
  const paths = ['subject', ...Object.keys(after.applicant).map((name) => `applicant.${name}`), ...submitterPaths(before, after)]
  return paths
    .map((path) => ({ path, before: valueAt(before, path), after: valueAt(after, path) }))
    .filter((one) => !isEqual(one.before, one.after))
}

function submitterPaths(before: { submitter: Submitter | null }, after: { submitter: Submitter | null }): string[] {
  if (before.submitter === null || after.submitter === null) return ['submitter']
  return Object.keys(after.submitter).map((name) => `submitter.${name}`)
}
