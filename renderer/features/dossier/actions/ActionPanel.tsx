import { WarningFilled } from '@ant-design/icons'
import { Button } from 'antd'
import { type KeyboardEvent, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Dossier } from '#core/dossier/dossier.ts'
import { ErrorNote } from '#renderer/ui/ErrorNote.tsx'
import { formatMoney } from '#renderer/ui/format.ts'
import { KeyHint } from '#renderer/ui/KeyHint.tsx'
import { useShortcut } from '#renderer/ui/use-shortcut.ts'
import { describeFailure } from '../describe-failure.ts'
import { fieldsOf } from './action-fields.ts'
import { type ActionName, dangerousActions } from './action-list.ts'
import { FieldInput, useFieldLabel } from './FieldInput.tsx'
import type { Fault } from './make-command.ts'
import { type ActionForm, type KeptDrafts, useActionForm } from './use-action-form.ts'

type Props = { action: ActionName; dossier: Dossier; kept: KeptDrafts; onDone: () => void; onCancel: () => void }

/** The form of one action, in place: Ctrl+Enter saves, Esc leaves, Enter goes on to the next field. */
export function ActionPanel({ action, dossier, kept, onDone, onCancel }: Props) {
  const { t } = useTranslation()
  const form = useActionForm({ action, dossier, kept, onDone })
  useShortcut('Ctrl+Enter', t(`dossier.actions.submit.${action}`), form.save)
  useShortcut('Escape', t('dossier.actions.cancel'), form.asking ? form.lookAgain : onCancel)
  const owed = formatMoney(Math.max(0, dossier.money.totalVnd - dossier.money.paidVnd))
  const story = form.error === null ? null : describeFailure(t, form.error)
  return (
    <form
      className="mc-action-form"
      aria-labelledby="action-heading"
      noValidate
      onKeyDownCapture={(event) => {
        // A menu would take the Enter for itself and open.
        if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
        event.preventDefault()
        event.stopPropagation()
        form.save()
      }}
      onKeyDown={goOnWithEnter}
      onSubmit={(event) => {
        event.preventDefault()
        form.save()
      }}
    >
      <div>
        <h3 id="action-heading">{t(`dossier.actions.name.${action}`)}</h3>
        <p className="mc-soft">{t(`dossier.actions.hint.${action}`, { owed })}</p>
      </div>
      {fieldsOf(action, form.draft).map((field) => (
        <FaultyField key={field.name} form={form} field={field} />
      ))}
      {story !== null && <ErrorNote {...story} />}
      {form.asking ? <Question form={form} /> : <Buttons form={form} onCancel={onCancel} />}
    </form>
  )
}

function FaultyField({ form, field }: { form: ActionForm; field: ReturnType<typeof fieldsOf>[number] }) {
  const { t } = useTranslation()
  const label = useFieldLabel(form.action, field.name)
  const found: Fault | undefined = form.faults.find((one) => one.field === field.name)
  const fault = found === undefined ? null : t(`dossier.field.${found.fault}`, { field: label.toLocaleLowerCase() })
  return <FieldInput action={form.action} field={field} draft={form.draft} dossier={form.dossier} fault={fault} change={form.change} />
}

function Buttons({ form, onCancel }: { form: ActionForm; onCancel: () => void }) {
  const { t } = useTranslation()
  return (
    <div className="mc-actions">
      <Button
        type="primary"
        htmlType="submit"
        danger={dangerousActions.has(form.action)}
        loading={form.saving}
        aria-keyshortcuts="Control+Enter"
      >
        {t(`dossier.actions.submit.${form.action}`)} <KeyHint keys="Ctrl+Enter" />
      </Button>
      <Button onClick={onCancel}>
        {t('dossier.actions.cancel')} <KeyHint keys="Esc" />
      </Button>
    </div>
  )
}

/** Asked in place, once, and only for what cannot be taken back. */
function Question({ form }: { form: ActionForm }) {
  const { t } = useTranslation()
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => box.current?.focus(), [])
  return (
    <div ref={box} className="mc-question" tabIndex={-1} role="alertdialog" aria-labelledby="question">
      <p id="question">
        <WarningFilled className="mc-warn" aria-hidden="true" />{' '}
        {t(`dossier.actions.confirm.${form.action}`, { name: form.dossier.applicant.name, to: form.draft.to })}
      </p>
      <div className="mc-actions">
        <Button type="primary" danger htmlType="submit" loading={form.saving} aria-keyshortcuts="Control+Enter">
          {t(`dossier.actions.submit.${form.action}`)} <KeyHint keys="Ctrl+Enter" />
        </Button>
        <Button onClick={form.lookAgain}>
          {t('dossier.actions.back')} <KeyHint keys="Esc" />
        </Button>
      </div>
    </div>
  )
}

/** Enter in a line goes on to the next field, as on paper; only Ctrl+Enter and the button save. */
function goOnWithEnter(event: KeyboardEvent<HTMLFormElement>): void {
  const { target, currentTarget } = event
  if (event.key !== 'Enter' || event.ctrlKey || event.defaultPrevented || !(target instanceof HTMLInputElement)) return
  event.preventDefault()
  const stops = [...currentTarget.querySelectorAll<HTMLElement>('input, textarea, button[type="submit"]')]
  stops[stops.indexOf(target) + 1]?.focus()
}
