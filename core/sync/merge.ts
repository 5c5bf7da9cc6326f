import { canonicalJson } from '#core/journal/event.ts'
import type { WireBody } from './wire.ts'

/** Three bodies of one record: as both sides last agreed, as this desk has it, as the centre has it now. */
export type MergeQuestion = { base: WireBody | null; mine: WireBody; theirs: WireBody }

/**
 * `same`: nothing of mine is left to send. `merged`: both sides' changes in one body, still to be sent.
 * `conflict`: both changed the same fields; a person decides and nothing is dropped meanwhile.
 */
export type MergeOutcome = { kind: 'same' } | { kind: 'merged'; body: WireBody } | { kind: 'conflict'; fields: string[] }

/** Fields that every edit touches; they follow the edit that is sent last. */
const following = new Set(['updated', 'lastEvent'])

/** Three-way merge by top-level field. A field only one side changed takes that side; one both changed differently is a conflict. */
export function merge({ base, mine, theirs }: MergeQuestion): MergeOutcome {
  if (isEqual(mine, theirs)) return { kind: 'same' }
  const before = base ?? {}
  const body: WireBody = { ...theirs }
  const fields: string[] = []
  let sends = false
  for (const name of new Set([...Object.keys(before), ...Object.keys(mine), ...Object.keys(theirs)])) {
    if (isEqual(mine[name], before[name]) || isEqual(mine[name], theirs[name])) continue
    if (!following.has(name)) sends = true
    if (!following.has(name) && !isEqual(theirs[name], before[name])) fields.push(name)
    else if (mine[name] === undefined) delete body[name]
    else body[name] = mine[name]
  }
  if (fields.length > 0) return { kind: 'conflict', fields: fields.sort() }
  return sends ? { kind: 'merged', body } : { kind: 'same' }
}

function isEqual(a: unknown, b: unknown): boolean {
  return a === b || (a !== undefined && b !== undefined && canonicalJson(a) === canonicalJson(b))
}
