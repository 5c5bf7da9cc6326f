import type { CaseField, FieldClass } from '#core/reconciliation/case.ts'
import type { FieldRule, MergeRule } from './field-classes.ts'
import { isEqual, isRecord } from './is-equal.ts'
import { toJson } from './to-json.ts'

/** One field that was put together by itself: what each side had and whose value counts. */
export type MergedField = {
  path: string
  fieldClass: FieldClass
  base: CaseField['base']
  mine: CaseField['mine']
  theirs: CaseField['theirs']
  taken: 'mine' | 'theirs'
}

/** A value at one path on three sides; `undefined` = absent. */
export type ThreeSides = { base: unknown; mine: unknown; theirs: unknown }

/** What a merge knows beside the values, and what it finds out on its way. */
export type Merging = {
  /** False where the base is lost: what is equal is agreed, all else was changed by both. */
  baseKnown: boolean
  /** Whose edit is the later one. */
  newer: 'mine' | 'theirs'
  /** Whether an open case holds this value of this field already, so that no second one is opened. */
  isHeld(path: string, value: unknown): boolean
  /** Paths that two people decided differently at once: a person decides again, even where one of them left the value as it was. */
  contested: ReadonlySet<string>
  taken: MergedField[]
  disputed: CaseField[]
}

/** Puts one part of a record together by its rule. A disputed field comes out as the other side has it. */
export function mergeBy(rule: MergeRule, path: string, sides: ThreeSides, merging: Merging): unknown {
  const { base, mine, theirs } = sides
  if (isEqual(mine, theirs)) return theirs
  if (rule.kind === 'members') return mergeMembers(rule, path, sides, merging)
  if (rule.kind === 'list') {
    const lists = { base: listBy(base ?? [], rule.key), mine: listBy(mine ?? [], rule.key), theirs: listBy(theirs ?? [], rule.key) }
    const { base: before, mine: ours, theirs: others } = lists
    if (ours !== undefined && others !== undefined)
      return mergeLists(rule, path, { base: before ?? new Map(), mine: ours, theirs: others }, merging)
  }
  return mergeField(rule.kind === 'field' ? rule : wholeRule, path, sides, merging)
}

/** A part that is no longer what its rule expects (an object became null, a list has doubles) is judged as one value. */
const wholeRule: FieldRule = { kind: 'field', fieldClass: 'legal', tie: 'ask' }

type Members = Extract<MergeRule, { kind: 'members' }>
type List = Extract<MergeRule, { kind: 'list' }>
type Lists = { base: Map<string, unknown>; mine: Map<string, unknown>; theirs: Map<string, unknown> }

function mergeMembers(rule: Members, path: string, sides: ThreeSides, merging: Merging): unknown {
  const { mine, theirs } = sides
  const base = isRecord(sides.base) ? sides.base : merging.baseKnown ? undefined : {}
  if (!isRecord(mine) || !isRecord(theirs) || base === undefined) return mergeField(wholeRule, path, sides, merging)
  const merged: Record<string, unknown> = {}
  for (const name of new Set([...Object.keys(theirs), ...Object.keys(mine)])) {
    const value = mergeBy(
      rule.members[name] ?? rule.other,
      path === '' ? name : `${path}.${name}`,
      { base: base[name], mine: mine[name], theirs: theirs[name] },
      merging,
    )
    if (value !== undefined) merged[name] = value
  }
  return merged
}

function mergeLists(rule: List, path: string, { base, mine, theirs }: Lists, merging: Merging): unknown[] {
  // Whoever alone put the list in order has the say about it; what only the other side has comes after.
  const leading = isEqual([...theirs.keys()], [...base.keys()]) ? mine : theirs
  const merged: unknown[] = []
  for (const key of new Set([...leading.keys(), ...mine.keys(), ...theirs.keys()])) {
    const sides = { base: base.get(key), mine: mine.get(key), theirs: theirs.get(key) }
    const value = mergeElement(rule, `${path}[${key}]`, sides, merging)
    if (value !== undefined) merged.push(value)
  }
  return merged
}

function mergeElement(rule: List, path: string, sides: ThreeSides, merging: Merging): unknown {
  const { base, mine, theirs } = sides
  if (mine !== undefined && theirs !== undefined && base !== undefined) return mergeBy(rule.element, path, sides, merging)
  if (mine !== undefined && theirs !== undefined) return mergeField(addedTwice, path, sides, merging)
  const taken = mine === undefined ? 'theirs' : 'mine'
  const present = mine ?? theirs
  // Taken away by one side and not touched by the other: gone. Touched by the other: kept, so that no work is lost.
  if (base !== undefined && rule.removable && isEqual(present, base)) {
    note('append', path, sides, { merging, taken: taken === 'mine' ? 'theirs' : 'mine' })
    return undefined
  }
  note('append', path, sides, { merging, taken })
  return present
}

/** Two elements under one key without a common beginning cannot be taken apart by field. */
const addedTwice: FieldRule = { kind: 'field', fieldClass: 'free', tie: 'ask' }

/** One value as a whole: the side that changed it, and where both did, what the rule says of a tie. */
export function mergeField(rule: FieldRule, path: string, sides: ThreeSides, merging: Merging): unknown {
  const { mine, theirs } = sides
  if (isEqual(mine, theirs)) return theirs
  if (merging.contested.has(path)) return dispute(rule, path, sides, merging)
  const alone = merging.baseKnown ? changedAlone(sides) : theirs === undefined ? 'mine' : mine === undefined ? 'theirs' : null
  if (alone !== null) return take(alone, rule, path, { sides, merging })
  if (rule.tie === 'theirs') return theirs
  // Also where the base is lost: the later edit may have left this very field alone, and must not undo the other's.
  if (rule.tie === 'newer') return take(merging.newer, rule, path, { sides, merging })
  return dispute(rule, path, sides, merging)
}

function dispute(rule: FieldRule, path: string, { base, mine, theirs }: ThreeSides, merging: Merging): unknown {
  if (!merging.isHeld(path, mine)) {
    merging.disputed.push({ path, fieldClass: rule.fieldClass, base: toJson(base), mine: toJson(mine), theirs: toJson(theirs) })
  }
  return theirs
}

function changedAlone({ base, mine, theirs }: ThreeSides): 'mine' | 'theirs' | null {
  if (isEqual(mine, base)) return 'theirs'
  return isEqual(theirs, base) ? 'mine' : null
}

function take(
  side: 'mine' | 'theirs',
  rule: FieldRule,
  path: string,
  { sides, merging }: { sides: ThreeSides; merging: Merging },
): unknown {
  note(rule.fieldClass, path, sides, { merging, taken: side })
  return sides[side]
}

function note(
  fieldClass: FieldClass,
  path: string,
  { base, mine, theirs }: ThreeSides,
  { merging, taken }: { merging: Merging; taken: MergedField['taken'] },
): void {
  if (fieldClass === 'derived') return
  merging.taken.push({ path, fieldClass, base: toJson(base), mine: toJson(mine), theirs: toJson(theirs), taken })
}

/** A list by its elements' keys; undefined where it is none, or two elements share a key. */
function listBy(value: unknown, key: string): Map<string, unknown> | undefined {
  if (!Array.isArray(value)) return undefined
  const elements: unknown[] = value
  const byKey = new Map(elements.map((one) => [isRecord(one) ? String(one[key]) : '', one]))
  return byKey.size === elements.length && !byKey.has('') ? byKey : undefined
}
