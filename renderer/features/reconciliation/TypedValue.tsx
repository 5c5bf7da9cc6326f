import { Input } from 'antd'
import { type KeyboardEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CaseField } from '#core/reconciliation/case.ts'
import { dayOf, toInstant } from '#core/record/instant.ts'
import { readTyped, typedFrom } from './read-typed.ts'
import type { CaseForm } from './use-case-form.ts'
import type { FieldsKeys } from './use-fields-keys.ts'

type Props = { field: CaseField; label: string; form: CaseForm; keys: FieldsKeys }

/** A value that neither side has, read from the paper: Enter takes it, Esc leaves it. */
export function TypedValue({ field, label, form, keys }: Props) {
  const { t } = useTranslation()
  const { path } = field
  const [text, setText] = useState(() => typedFrom(path, form.draft.choices[path]?.value ?? field.theirs))
  const [wrong, setWrong] = useState(false)
  const leave = () => {
    keys.setTyping(null)
    requestAnimationFrame(() => keys.goTo(path))
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' && event.key !== 'Escape') return
    if (event.nativeEvent.isComposing || event.ctrlKey) return
    event.preventDefault()
    event.stopPropagation()
    if (event.key === 'Escape') return leave()
    const read = readTyped(field, text, dayOf(toInstant(Date.now())))
    if (read === null) return setWrong(true)
    form.choose({ path, take: 'typed', value: read.value })
    leave()
  }
  return (
    <div className="mc-typed">
      <Input
        autoFocus
        size="small"
        value={text}
        aria-label={t('reconciliation.case.typing', { field: label })}
        aria-invalid={wrong}
        aria-describedby="case-typed-note"
        status={wrong ? 'error' : ''}
        autoComplete="off"
        onChange={(event) => {
          setText(event.target.value)
          setWrong(false)
        }}
        onKeyDown={onKeyDown}
      />
      <div id="case-typed-note" className={wrong ? 'mc-case-fault' : 'mc-soft'} aria-live="polite">
        {wrong ? t('reconciliation.case.typedInvalid', { field: label }) : t('reconciliation.case.typeHint')}
      </div>
    </div>
  )
}
