/** A document as CouchDB hands it to a validator. */
export type RuleDocument = { readonly [member: string]: unknown }

/** Refuses a document the way CouchDB's validators do: its reason reaches the desk word by word. */
export function forbid(reason: string): never {
  throw { forbidden: reason }
}

/** The member `name` as a document; refuses anything else. */
export function objectAt(parent: RuleDocument, name: string): RuleDocument {
  const value = parent[name]
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return forbid('field-invalid: ' + name)
  return value as RuleDocument
}

/** The member `name` as a text that is not empty. */
export function textAt(parent: RuleDocument, name: string): string {
  const value = parent[name]
  if (typeof value !== 'string' || value.length === 0) return forbid('field-missing: ' + name)
  return value
}

/** Refuses unless `name` matches `pattern`. */
export function requireMatch(parent: RuleDocument, name: string, pattern: RegExp): void {
  if (!pattern.test(textAt(parent, name))) forbid('field-invalid: ' + name)
}

/** Refuses unless `name` is a list. */
export function listAt(parent: RuleDocument, name: string): readonly unknown[] {
  const value = parent[name]
  if (!Array.isArray(value)) return forbid('field-invalid: ' + name)
  return value
}

/** Refuses unless `name` is a whole number from `least` up. */
export function requireWhole(parent: RuleDocument, name: string, least: number): void {
  const value = parent[name]
  if (typeof value !== 'number' || Math.floor(value) !== value || value < least) forbid('field-invalid: ' + name)
}
