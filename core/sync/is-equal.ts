/** Whether two values are the same JSON, whatever the order of their members. Absent equals only absent. */
export function isEqual(a: unknown, b: unknown): boolean {
  if (a === b) return true
  if (Array.isArray(a)) return Array.isArray(b) && a.length === b.length && a.every((one, index) => isEqual(one, b[index]))
  if (!isRecord(a) || !isRecord(b)) return false
  return [...Object.keys(a), ...Object.keys(b)].every((name) => isEqual(ownMember(a, name), ownMember(b, name)))
}

/** A record may have a member called like one that every object inherits (`constructor`). */
const ownMember = (record: Record<string, unknown>, name: string): unknown => (Object.hasOwn(record, name) ? record[name] : undefined)

/** Whether a value is a plain JSON object. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
