import { RuleBroken } from '#core/record/rule-broken.ts'
import { readField, writeField } from '#core/sync/field-path.ts'
import { computeMoney } from '#core/sync/money-sums.ts'
import { toJson } from '#core/sync/to-json.ts'
import type { WireBody } from '#core/sync/wire.ts'
import { Dossier } from './dossier.ts'
import { isDossier } from './is-dossier.ts'

/** One field and what it holds or shall hold, as plain JSON; null = nothing. */
export type FieldValue = { path: string; value: ReturnType<typeof toJson> }

/** What a dossier holds at a path; null = nothing. */
export function valueAt(dossier: Dossier, path: string): FieldValue['value'] {
  return toJson(readField(dossier, path))
}

/**
 * A dossier with other values in some of its fields, its sums computed anew. What the record's schema does not take is refused.
 * @throws RuleBroken `field-invalid` with the path at fault
 */
export function writeFields(dossier: Dossier, fields: readonly FieldValue[]): Dossier {
  let body: WireBody = dossier
  for (const { path, value } of fields) body = writeField(body, path, isNothing(path, value) ? undefined : value)
  if (fields.some(({ path }) => path.startsWith('money.'))) body = computeMoney(body)
  if (isDossier(body)) return body
  const issue = Dossier.safeParse(body).error?.issues[0]
  throw new RuleBroken('field-invalid', issue?.path.join('.') ?? fields[0]?.path)
}

/** Nothing = null where the record knows the field, and not there at all for an element of a list or a member of tomorrow. */
function isNothing(path: string, value: FieldValue['value']): boolean {
  return value === null && (path.endsWith(']') || !Object.hasOwn(Dossier.shape, path.replace(/[.[].*$/, '')))
}
