import type { Flag } from './plausible.ts'

/** A body as PostgreSQL can hold it, its exact JSON text, and what had to be put right. */
export type Normalised = { body: Record<string, unknown>; text: string; flags: Flag[] }

const underscore = '_'.charCodeAt(0)
const nul = '\u0000'
const replacement = '\uFFFD'
const halfOfPair = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g

/**
 * A document's members without CouchDB's own (`_id`, `_rev` …), with what PostgreSQL's JSON cannot hold replaced and flagged: NUL
 * characters and halves of surrogate pairs by U+FFFD. Numbers beyond what a double holds exactly are flagged. Both sides of the
 * digest go through this, so that what was put right compares as equal.
 */
export function normaliseBody(document: Record<string, unknown>): Normalised {
  const body: Record<string, unknown> = {}
  for (const name of Object.keys(document)) if (name.charCodeAt(0) !== underscore) body[name] = document[name]
  const text = JSON.stringify(body)
  const flags = new Set<Flag>()
  if (/\d{16}|e\+\d/.test(text)) noteNumbers(body, flags)
  if (!/\\u(0000|d[89a-f])/i.test(text)) return { body, text, flags: [...flags] }
  const clean = cleanObject(body, flags)
  return { body: clean, text: JSON.stringify(clean), flags: [...flags].sort() }
}

function cleanObject(value: object, flags: Set<Flag>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [cleanText(name, flags), clean(member, flags)]))
}

function clean(value: unknown, flags: Set<Flag>): unknown {
  if (typeof value === 'string') return cleanText(value, flags)
  if (Array.isArray(value)) return value.map((one) => clean(one, flags))
  return typeof value === 'object' && value !== null ? cleanObject(value, flags) : value
}

function cleanText(text: string, flags: Set<Flag>): string {
  const withoutNul = text.replaceAll(nul, replacement)
  if (withoutNul !== text) flags.add('nul_removed')
  const whole = withoutNul.replace(halfOfPair, replacement)
  if (whole !== withoutNul) flags.add('broken_text')
  return whole
}

function noteNumbers(value: unknown, flags: Set<Flag>): void {
  if (typeof value === 'number' && Math.abs(value) > Number.MAX_SAFE_INTEGER) flags.add('number_rounded')
  if (typeof value !== 'object' || value === null) return
  for (const member of Object.values(value)) noteNumbers(member, flags)
}
