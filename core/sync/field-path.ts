import { dossierRules, type MergeRule, type PathPart, partsOf } from './field-classes.ts'
import { isRecord } from './is-equal.ts'
import { joinStep, partStep } from './step.ts'
import type { WireBody } from './wire.ts'

/**
 * What a body holds at a path: `applicant.name`, `papers[to-khai].met`, or `step`; undefined where there is nothing. A list's
 * element is found by the key that `core/sync/field-classes.ts` names.
 */
export function readField(body: WireBody, path: string): unknown {
  if (path === 'step') return partStep(body).step
  let value: unknown = body
  let rule: MergeRule | undefined = dossierRules
  for (const { name, key } of partsOf(path)) {
    if (!isRecord(value)) return undefined
    value = value[name]
    rule = ruleAt(rule, name)
    if (key === null) continue
    const by = keyOf(rule)
    value = Array.isArray(value) ? value.find((one) => isRecord(one) && String(one[by]) === key) : undefined
    rule = elementOf(rule)
  }
  return value
}

/** The body with another value at a path; `undefined` takes the member or element away. */
export function writeField(body: WireBody, path: string, value: unknown): WireBody {
  if (path === 'step') return isRecord(value) ? writeStep(body, value) : body
  return writeInto(body, partsOf(path), { rule: dossierRules, value })
}

/** A step replaces the whole one before; what that had and this has not is nothing, not gone: no member of a record ever vanishes. */
function writeStep(body: WireBody, step: WireBody): WireBody {
  const before = partStep(body)
  const emptied = Object.fromEntries(Object.keys(before.step).map((name) => [name, null]))
  return joinStep({ rest: before.rest, step: { ...emptied, ...step } })
}

type Writing = { rule: MergeRule | undefined; value: unknown }

function writeInto(body: WireBody, [part, ...further]: PathPart[], { rule, value }: Writing): WireBody {
  if (part === undefined) return body
  const inner = ruleAt(rule, part.name)
  const before = body[part.name]
  if (part.key !== null) return { ...body, [part.name]: writeElement(before, part.key, further, { rule: inner, value }) }
  const next = further.length === 0 ? value : writeInto(isRecord(before) ? before : {}, further, { rule: inner, value })
  if (next !== undefined) return { ...body, [part.name]: next }
  const { [part.name]: _gone, ...kept } = body
  return kept
}

function writeElement(before: unknown, key: string, further: PathPart[], { rule, value }: Writing): unknown[] {
  const elements: unknown[] = Array.isArray(before) ? before : []
  const by = keyOf(rule)
  const at = elements.findIndex((one) => isRecord(one) && String(one[by]) === key)
  const old = elements[at]
  const next = further.length === 0 ? value : writeInto(isRecord(old) ? old : { [by]: key }, further, { rule: elementOf(rule), value })
  if (next === undefined) return elements.filter((_, index) => index !== at)
  return at < 0 ? [...elements, next] : elements.with(at, next)
}

const ruleAt = (rule: MergeRule | undefined, name: string): MergeRule | undefined =>
  rule?.kind === 'members' ? (rule.members[name] ?? rule.other) : undefined
const elementOf = (rule: MergeRule | undefined): MergeRule | undefined => (rule?.kind === 'list' ? rule.element : undefined)
const keyOf = (rule: MergeRule | undefined): string => (rule?.kind === 'list' ? rule.key : 'id')
