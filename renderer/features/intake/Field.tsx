import type { ReactNode } from 'react'

type Props = {
  field: string
  label: ReactNode
  children: ReactNode
  error?: string | null
  warning?: string | null
  hint?: ReactNode
  wide?: boolean
}

/** Element id of a field, by the path that `RuleBroken.field` and the list of missing items use. */
export function fieldId(field: string): string {
  return `intake-${field.replaceAll('.', '-')}`
}

/** Takes the person to a field: focus and scroll. */
export function focusField(field: string): void {
  const element = document.getElementById(fieldId(field))
  element?.focus()
  element?.scrollIntoView({ block: 'nearest' })
}

/** A labelled field; errors and warnings stand under it in words and icon, tied to it for screen readers. */
export function Field({ field, label, children, error, warning, hint, wide }: Props) {
  const id = fieldId(field)
  const note = error ?? warning ?? null
  return (
    <div className={`mc-field${wide ? ' mc-wide' : ''}`}>
      <label htmlFor={id}>{label}</label>
      {children}
      <div id={`${id}-note`} aria-live="polite" className={error ? 'mc-field-error' : warning ? 'mc-field-warning' : 'mc-field-hint'}>
        {note !== null ? `${error ? '✕' : '△'} ${note}` : hint}
      </div>
    </div>
  )
}
