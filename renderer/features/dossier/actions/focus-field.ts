import { fieldId } from './ActionField.tsx'
import type { FieldName } from './action-fields.ts'

/** Takes the person to a field; in a group, to the choice made or the first thing that can be changed. */
export function focusField(name: FieldName | undefined): void {
  const place = name === undefined ? null : document.getElementById(fieldId(name))
  if (place === null) return
  const wrong = place.querySelector<HTMLElement>('[aria-invalid="true"]')
  const first = name === 'correction' ? (wrong ?? place.querySelector<HTMLElement>('input')) : null
  const inside = first ?? place.querySelector<HTMLElement>('input:checked') ?? place.querySelector<HTMLElement>('input, textarea, button')
  const target = place instanceof HTMLFieldSetElement ? (inside ?? place) : place
  target.focus()
  target.scrollIntoView({ block: 'nearest' })
}
