import type { CaseField, ReconciliationCase } from '#core/reconciliation/case.ts'
import { dossierRules } from './field-classes.ts'
import { isEqual, isRecord } from './is-equal.ts'
import { listCases, listContested, mergeCases } from './merge-cases.ts'
import { type MergedField, type Merging, mergeBy } from './merge-fields.ts'
import { mergeNumbers, numberMembers } from './merge-numbers.ts'
import { holdBack, mergeStep } from './merge-step.ts'
import { sumUpMoney } from './money-sums.ts'
import { joinStep, partStep } from './step.ts'
import type { WireBody } from './wire.ts'

/** Three bodies of one dossier: as both sides last agreed (null = lost), as this side has it, as the other has it now. */
export type MergeQuestion = { base: WireBody | null; mine: WireBody; theirs: WireBody }

/**
 * `same`: nothing of mine is left to send. `merged`: both sides' changes in one body, still to be sent. `disputed`: the same, and the
 * body holds `theirs` for the disputed `fields` until a person decides; the caller appends the case (`openCase`) in the same write.
 * `taken`: every field that only one side changed, or where the later edit counted: what the journal shows and can undo.
 */
export type MergeOutcome =
  | { kind: 'same'; taken: MergedField[] }
  | { kind: 'merged'; body: WireBody; taken: MergedField[] }
  | {
      kind: 'disputed'
      body: WireBody
      taken: MergedField[]
      fields: CaseField[]
      caseKind: Exclude<ReconciliationCase['kind'], 'doubled_code'>
    }

export type { MergedField } from './merge-fields.ts'

/** Members that every edit touches; they follow the edit that is sent last. */
const following = ['updated', 'lastEvent'] as const

/** Three-way merge by field class (architecture.md §5). Nothing either side changed is lost: it is in the body, or among `fields` or `taken`. */
export function merge(question: MergeQuestion): MergeOutcome {
  const { mine, theirs } = question
  if (isEqual(mine, theirs)) return { kind: 'same', taken: [] }
  const merging = beginMerging(question)
  const body = mergeBodies(question, merging)
  const { taken, disputed } = merging
  if (disputed.length > 0) {
    const caseKind = disputed.some(({ path }) => path === 'step') ? 'step' : 'fields'
    return { kind: 'disputed', body: follow(body, mine), taken, fields: disputed, caseKind }
  }
  return isEqual(follow(body, theirs), theirs) ? { kind: 'same', taken } : { kind: 'merged', body: follow(body, mine), taken }
}

function beginMerging({ base, mine, theirs }: MergeQuestion): Merging {
  const open = [...listCases(theirs['cases']), ...listCases(mine['cases'])].filter(({ settled }) => settled === null)
  return {
    baseKnown: base !== null,
    newer: changedAt(mine) > changedAt(theirs) ? 'mine' : 'theirs',
    isHeld: (path, value) =>
      open.some(({ fields }) =>
        fields.some((one) => one.path === path && [one.mine, one.theirs, one.base].some((held) => isEqual(held, value))),
      ),
    contested: listContested({ base: base?.['cases'], mine: mine['cases'], theirs: theirs['cases'] }),
    taken: [],
    disputed: [],
  }
}

function mergeBodies(question: MergeQuestion, merging: Merging): WireBody {
  const { base, mine, theirs } = question
  const before = partStep(base ?? {})
  const ours = partStep(mine)
  const others = partStep(theirs)
  const cases = mergeCases({ base: base?.['cases'], mine: mine['cases'], theirs: theirs['cases'] })
  const rest = mergeBy(dossierRules, '', { base: apartOf(before.rest), mine: apartOf(ours.rest), theirs: apartOf(others.rest) }, merging)
  const steps = { base: before.step, mine: ours.step, theirs: others.step }
  const step = holdBack(mergeStep(steps, merging), steps, { cases, merging })
  const body = joinStep({ rest: isRecord(rest) ? rest : others.rest, step })
  const numbered = { ...body, ...mergeNumbers(question, merging) }
  const whole = cases === undefined ? numbered : { ...numbered, cases }
  return sumUpMoney(highestSchema(whole, mine, theirs), { mine, theirs })
}

/** Without what has a merge of its own. */
function apartOf(rest: WireBody): WireBody {
  const apart: readonly string[] = [...numberMembers, ...following, 'cases']
  return Object.fromEntries(Object.entries(rest).filter(([name]) => !apart.includes(name)))
}

function follow(body: WireBody, side: WireBody): WireBody {
  const followed = { ...body }
  for (const name of following) if (side[name] !== undefined) followed[name] = side[name]
  return followed
}

function highestSchema(body: WireBody, mine: WireBody, theirs: WireBody): WireBody {
  const versions = [mine['schemaVersion'], theirs['schemaVersion']].filter((one) => typeof one === 'number')
  return versions.length === 0 ? body : { ...body, schemaVersion: Math.max(...versions) }
}

function changedAt(body: WireBody): number {
  const updated = body['updated']
  const at = isRecord(updated) && typeof updated['at'] === 'string' ? Date.parse(updated['at']) : Number.NaN
  return Number.isNaN(at) ? 0 : at
}
