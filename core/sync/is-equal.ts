import { canonicalJson } from '#core/journal/event.ts'

/** Whether two values are the same JSON, whatever the order of their members. Absent equals only absent. */
export function isEqual(a: unknown, b: unknown): boolean {
  return a === b || (a !== undefined && b !== undefined && typeof a === typeof b && canonicalJson(a) === canonicalJson(b))
}

/** Whether a value is a plain JSON object. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
