import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { FieldName } from './action-fields.ts'

/** Element id of a field of the action's form. */
export function fieldId(name: FieldName): string {
  return `action-${name}`
}

type Props = {
  name: FieldName
  label: string
  needed: boolean
  fault: string | null
  hint?: ReactNode
  group?: boolean
  children: ReactNode
}

/** A labelled field; what is wrong stands under it in words, tied to it for screen readers. */
export function ActionField({ name, label, needed, fault, hint, group, children }: Props) {
  const { t } = useTranslation()
  const id = fieldId(name)
  const title = (
    <>
      {label}
      {!needed && <span className="mc-soft"> ({t('dossier.field.optional')})</span>}
    </>
  )
  const note = (
    <div id={`${id}-note`} className={fault === null ? 'mc-action-hint' : 'mc-action-fault'} aria-live="polite">
      {fault === null ? hint : `✕ ${fault}`}
    </div>
  )
  if (!group)
    return (
      <div className="mc-action-field">
        <label htmlFor={id}>{title}</label>
        {children}
        {note}
      </div>
    )
  return (
    <fieldset className="mc-action-field" id={id} tabIndex={-1} aria-describedby={`${id}-note`}>
      <legend>{title}</legend>
      {children}
      {note}
    </fieldset>
  )
}
