import { RuleBroken } from '#core/record/rule-broken.ts'
import { isEqual } from '#core/sync/is-equal.ts'
import type { MergedField } from '#core/sync/merge.ts'
import { toJson } from '#core/sync/to-json.ts'
import type { CommandContext } from '../command-context.ts'
import type { Dossier } from '../dossier.ts'
import type { CommandOf, HandlerOutcome } from '../handler.ts'
import { type FieldValue, valueAt, writeFields } from '../written-fields.ts'

/**
 * Hoàn tác lần gộp: the fields that an automatic merge filled go back to the other side's value, each only where it still holds what
 * the merge put there. Steps of the status machine and what was added (money, supplements, pages) are facts and stay.
 */
export function undoMerge(dossier: Dossier, command: CommandOf<'undoMerge'>, context: CommandContext): HandlerOutcome {
  if (context.merged === undefined) throw new RuleBroken('not-found', 'eventId')
  const undoable = context.merged.filter((one) => isUndoable(dossier, one))
  if (undoable.length === 0) throw new RuleBroken('transition-forbidden', 'eventId')
  if (command.reason === '' && undoable.some(({ fieldClass }) => fieldClass === 'legal')) throw new RuleBroken('field-missing', 'reason')
  const fields = undoable.map(({ path, ...one }): FieldValue => ({ path, value: otherOf(one) }))
  const changed = fields.map(({ path, value }) => ({ path, before: valueAt(dossier, path), after: value }))
  const data = { eventId: command.eventId, fields: toJson(changed), reason: command.reason }
  return { dossier: writeFields(dossier, fields), type: 'mergeUndone', note: command.reason, data }
}

/** Whether a field of a merge can still be set back. What only the other desk changed was not the merge's doing. */
export function isUndoable(dossier: Dossier, field: MergedField): boolean {
  const { path, fieldClass, base, mine, taken } = field
  if (path === 'step' || (taken === 'theirs' && isEqual(mine, base))) return false
  if (!isEqual(valueAt(dossier, path), taken === 'mine' ? mine : field.theirs)) return false
  return fieldClass !== 'append' || (valueAt(dossier, path) === null && otherOf(field) !== null)
}

function otherOf({ mine, theirs, taken }: Pick<MergedField, 'mine' | 'theirs' | 'taken'>): MergedField['mine'] {
  return taken === 'mine' ? theirs : mine
}
