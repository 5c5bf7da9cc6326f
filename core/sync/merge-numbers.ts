import { Act } from '#core/dossier/dossier.ts'
import { isEqual, isRecord } from './is-equal.ts'
import type { MergedField, Merging } from './merge-fields.ts'
import { toJson } from './to-json.ts'
import type { WireBody } from './wire.ts'

type Bodies = { base: WireBody | null; mine: WireBody; theirs: WireBody }

/** A number with what belongs to it, and the list of those the dossier bore before. */
type Unit = { number: 'code' | 'book'; beside: 'numbering' | null; former: 'formerCodes' | 'formerBooks' }
const units: readonly Unit[] = [
  { number: 'code', beside: 'numbering', former: 'formerCodes' },
  { number: 'book', beside: null, former: 'formerBooks' },
]

/** What has its merge here. */
export const numberMembers = ['code', 'numbering', 'book', 'formerCodes', 'formerBooks'] as const

/**
 * Code and register number. Nobody chooses between two numbers: whoever alone gave a new one is right, and where both did, the one that
 * the centre has stands and ours joins the former ones. It is accounted for, and the paper that bears it is still found.
 */
export function mergeNumbers(question: Bodies, merging: Pick<Merging, 'taken'>): WireBody {
  const merged: WireBody = {}
  for (const unit of units) Object.assign(merged, mergeUnit(unit, question, merging))
  return merged
}

function mergeUnit({ number, beside, former }: Unit, question: Bodies, { taken }: Pick<Merging, 'taken'>): WireBody {
  const { base, mine, theirs } = question
  const right = findRight({ number, former }, question)
  const side = right === 'mine' ? mine : theirs
  const formers = uniteFormers(listOf(mine[former]), listOf(theirs[former]))
  if (right === null) formers.push(giveUp({ number, former }, mine))
  if (!isEqual(mine[number], theirs[number])) taken.push(noteOf(number, question, right ?? 'theirs'))
  const names = beside === null ? [number] : [number, beside]
  const kept = Object.fromEntries(names.flatMap((name) => (name in side ? [[name, side[name]]] : [])))
  const hadList = [base, mine, theirs].some((body) => body !== null && former in body)
  return formers.length > 0 || hadList ? { ...kept, [former]: formers } : kept
}

type Named = Pick<Unit, 'number' | 'former'>

/** Whose number stands because only that side gave one; null where both did. */
function findRight({ number, former }: Named, { base, mine, theirs }: Bodies): 'mine' | 'theirs' | null {
  const [ours, others] = [mine[number], theirs[number]]
  if (isEqual(ours, others)) return 'theirs'
  if (base !== null && isEqual(ours, base[number])) return 'theirs'
  if (base !== null && isEqual(others, base[number])) return 'mine'
  const isFormerOf = (value: unknown, body: WireBody) => value == null || listOf(body[former]).some((one) => keyOf(one) === keyOf(value))
  if (isFormerOf(others, mine)) return 'mine'
  return isFormerOf(ours, theirs) ? 'theirs' : null
}

/** Our number as one that the dossier bore until it was put together with the other side's. */
function giveUp({ number, former }: Named, mine: WireBody): WireBody {
  const { at, by, byName } = Act.parse(mine['updated'])
  const caseId = listOf(mine[former]).at(-1)?.['caseId']
  const value = mine[number]
  return { ...(isRecord(value) ? value : { [number]: value }), until: { at, by, byName }, ...(caseId === undefined ? {} : { caseId }) }
}

function uniteFormers(mine: WireBody[], theirs: WireBody[]): WireBody[] {
  const known = new Set(theirs.map(keyOf))
  return [...theirs, ...mine.filter((one) => !known.has(keyOf(one)))]
}

/** One text for a code, an entry of a register book, or what is kept of either. */
function keyOf(value: unknown): string {
  if (!isRecord(value)) return JSON.stringify([value])
  if ('code' in value) return JSON.stringify([value['code']])
  return JSON.stringify(['register', 'year', 'volume', 'number'].map((name) => value[name] ?? null))
}

/** A fact that is shown and cannot be undone: a number once given is never taken back into use. */
function noteOf(path: Unit['number'], { base, mine, theirs }: Bodies, taken: MergedField['taken']): MergedField {
  return { path, fieldClass: 'append', base: toJson(base?.[path]), mine: toJson(mine[path]), theirs: toJson(theirs[path]), taken }
}

const listOf = (value: unknown): WireBody[] => (Array.isArray(value) ? value.filter(isRecord) : [])
