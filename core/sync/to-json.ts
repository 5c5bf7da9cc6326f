import { z } from 'zod'
import type { CaseField } from '#core/reconciliation/case.ts'

const Json = z.json()

/** A member of a body as plain JSON; what is absent is null. */
export function toJson(value: unknown): CaseField['mine'] {
  return value === undefined ? null : Json.parse(value)
}
