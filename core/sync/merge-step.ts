import { isOpenLegal } from '#core/reconciliation/open-cases.ts'
import { isEqual, isRecord } from './is-equal.ts'
import { listCases } from './merge-cases.ts'
import { mergeDueHistory, mergePauses } from './merge-clock.ts'
import { type Merging, mergeField, type ThreeSides } from './merge-fields.ts'
import { isBarredInDispute, isOnTheWay, type Position, positionOf } from './positions.ts'
import { toJson } from './to-json.ts'
import type { WireBody } from './wire.ts'

type Steps = { base: WireBody; mine: WireBody; theirs: WireBody }
type Side = 'mine' | 'theirs'

const stepRule = { kind: 'field', fieldClass: 'legal', tie: 'ask' } as const

/**
 * Puts two moves of the status machine together. One side alone moved: its step. Both: the further one, where the other's place lies
 * on its way and nothing that either side decided on it differs; else a person decides, and meanwhile the other side's step counts.
 */
export function mergeStep(steps: Steps, merging: Merging): WireBody {
  const { base, mine, theirs } = steps
  if (isEqual(mine, theirs)) return theirs
  const bothMoved = !merging.contested.has('step') && (!merging.baseKnown || !(isEqual(mine, base) || isEqual(theirs, base)))
  const further = bothMoved ? findFurther(steps, merging.baseKnown) : null
  const walked = further === null ? undefined : walk(merging.baseKnown ? steps : { ...steps, base: {} }, further)
  if (further !== null && walked !== undefined) {
    merging.taken.push({
      path: 'step',
      fieldClass: 'legal',
      base: toJson(merging.baseKnown ? base : undefined),
      mine: toJson(mine),
      theirs: toJson(theirs),
      taken: further,
    })
    return walked
  }
  const settled = mergeField(stepRule, 'step', merging.baseKnown ? steps : { ...steps, base: undefined }, merging)
  return isRecord(settled) ? settled : theirs
}

/**
 * While a legal field is in dispute nothing is signed, numbered or handed over. A desk that did so without knowing of the dispute
 * keeps its step in the case, to be decided with it; otherwise the centre would have to refuse the very write that brings the case.
 */
export function holdBack(
  step: WireBody,
  { base, mine, theirs }: Steps,
  { cases, merging }: { cases: unknown; merging: Merging },
): WireBody {
  const position = positionOf(step['business'])
  if (position === undefined || !isBarredInDispute(position) || position === positionOf(theirs['business'])) return step
  const legal = merging.disputed.some(({ fieldClass }) => fieldClass === 'legal') || listCases(cases).some(isOpenLegal)
  if (!legal) return step
  merging.taken = merging.taken.filter(({ path }) => path !== 'step')
  if (!merging.isHeld('step', mine)) {
    const known = merging.baseKnown ? base : undefined
    merging.disputed.push({ path: 'step', fieldClass: 'legal', base: toJson(known), mine: toJson(mine), theirs: toJson(theirs) })
  }
  return theirs
}

/** Which side stands where the other's way leads through; null where neither does: two lawful moves that exclude each other. */
function findFurther({ base, mine, theirs }: Steps, baseKnown: boolean): Side | null {
  const ours = positionOf(mine['business'])
  const others = positionOf(theirs['business'])
  if (ours === undefined || others === undefined) return null
  if (ours === others) return 'theirs'
  const began = baseKnown ? positionOf(base['business']) : undefined
  if (began === undefined) return null
  const stoodAt = stoodBefore(base['business'])
  const way = { base: began, ...(stoodAt === undefined ? {} : { stoodAt }) }
  if (isOnTheWay(others, { ...way, end: ours })) return 'mine'
  return isOnTheWay(ours, { ...way, end: others }) ? 'theirs' : null
}

function stoodBefore(business: unknown): Position | undefined {
  return isRecord(business) ? positionOf({ status: business['statusBefore'], stage: business['stageBefore'] }) : undefined
}

/** The further side's step with what the nearer one did on the way; undefined where the two do not fit together. */
function walk({ base, mine, theirs }: Steps, further: Side): WireBody | undefined {
  const step: WireBody = {}
  for (const name of new Set([...Object.keys(mine), ...Object.keys(theirs)])) {
    const value = walkMember(name, { base: base[name], mine: mine[name], theirs: theirs[name] }, further)
    if (value === apart) return undefined
    step[name] = value
  }
  return step
}

const apart = Symbol('apart')

function walkMember(name: string, sides: ThreeSides, further: Side): unknown {
  const { base, mine, theirs } = sides
  if (isEqual(mine, theirs)) return theirs
  if (name === 'business') return sides[further]
  if (name === 'pauses') return mergePauses(sides) ?? apart
  if (name === 'dueHistory') return mergeDueHistory(sides)
  if (isEqual(mine, base)) return theirs
  if (isEqual(theirs, base)) return mine
  return isEqual(substanceOf(mine), substanceOf(theirs)) ? sides[further] : apart
}

/** What was decided, without who did it when: two desks that took the same decision agree. */
function substanceOf(value: unknown): unknown {
  if (!isRecord(value)) return value
  const { act: _act, requested: _requested, settled: _settled, ...substance } = value
  return 'returned' in substance ? { ...substance, returned: substanceOf(substance['returned']) } : substance
}
