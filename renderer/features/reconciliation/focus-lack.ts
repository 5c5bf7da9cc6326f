import type { Lack } from './decision.ts'

/** Element ids of the places that a lack leads to. */
export const placeIds = { fields: 'case-fields', evidence: 'case-evidence', reason: 'case-reason', paperSeen: 'case-paper-seen' } as const

/** Element id of a field's row. */
export function rowId(path: string): string {
  return `case-field-${path.replaceAll(/[^\w-]/g, '-')}`
}

/** Takes the person to what is missing. */
export function focusLack(lack: Lack): void {
  const id = lack.kind === 'choice' ? rowId(lack.path) : placeIds[lack.kind]
  const place = document.getElementById(id)
  const inside = place?.matches('input, [tabindex="0"]')
    ? place
    : place?.querySelector<HTMLElement>('input:checked, input, button, [tabindex="0"]')
  inside?.focus()
  place?.scrollIntoView({ block: 'nearest' })
}
