/** Whether two values are the same JSON, whatever the order of their members. Absent equals only absent. */
export function isEqual(a: unknown, b: unknown): boolean {
  if (a === b) return true
  if (Array.isArray(a)) return Array.isArray(b) && a.length === b.length && a.every((one, index) => isEqual(one, b[index]))
  if (!isRecord(a) || !isRecord(b)) return false
  for (const name of Object.keys(a)) if (!isEqual(a[name], b[name])) return false
  for (const name of Object.keys(b)) if (b[name] !== undefined && a[name] === undefined) return false
  return true
}

/** Whether a value is a plain JSON object. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
