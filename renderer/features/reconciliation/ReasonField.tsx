import { Input, type InputRef } from 'antd'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'

/** A reason that has to be written before something is decided. */
export function useReason() {
  const field = useRef<InputRef>(null)
  const [text, setText] = useState('')
  const [missing, setMissing] = useState(false)
  return {
    field,
    text,
    missing,
    write(next: string) {
      setText(next)
      setMissing(false)
    },
    /** The reason; null where it is missing, which the field then says. */
    take(): string | null {
      if (text.trim() !== '') return text.trim()
      setMissing(true)
      field.current?.focus()
      return null
    },
  }
}

type Props = { id: string; label: string; reason: ReturnType<typeof useReason> }

export function ReasonField({ id, label, reason }: Props) {
  const { t } = useTranslation()
  return (
    <>
      <label htmlFor={id}>{label}</label>
      <Input
        ref={reason.field}
        id={id}
        value={reason.text}
        autoComplete="off"
        status={reason.missing ? 'error' : ''}
        aria-required
        aria-invalid={reason.missing}
        aria-describedby={`${id}-note`}
        onChange={(event) => reason.write(event.target.value)}
      />
      <div id={`${id}-note`} className="mc-case-fault" aria-live="polite">
        {reason.missing && t('reconciliation.judge.reasonMissing')}
      </div>
    </>
  )
}
