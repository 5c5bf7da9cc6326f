import { UndoOutlined } from '@ant-design/icons'
import { Button, Input } from 'antd'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { isUndoable } from '#core/dossier/commands/undo-merge.ts'
import { readMergedFields } from '#core/reconciliation/open-case.ts'
import { useDesk } from '#renderer/app/use-desk.ts'
import type { DossierPage } from '#renderer/data/desk.ts'
import { describeValue, labelOf } from '#renderer/features/reconciliation/field-words.ts'
import { Dialog } from '#renderer/ui/Dialog.tsx'
import { ErrorNote } from '#renderer/ui/ErrorNote.tsx'
import type { TimelineEvent } from './arrange-timeline.ts'
import { isUndone } from './merge-facts.ts'
import './undo-merge.css'

type Props = { event: TimelineEvent; page: DossierPage }

/** A merge that the desk made by itself can be taken back, field by field where it still stands. */
export function UndoMerge({ event, page }: Props) {
  const { t } = useTranslation()
  const [asking, setAsking] = useState(false)
  const fields = (readMergedFields(event) ?? []).filter((one) => isUndoable(page.dossier, one))
  const may = page.allowed.some((one) => one.command === 'undoMerge' && one.refusedBecause === null)
  if (!may || page.readOnly || fields.length === 0 || isUndone(event, page.timeline)) return null
  return (
    <>
      <Button size="small" icon={<UndoOutlined aria-hidden="true" />} onClick={() => setAsking(true)}>
        {t('dossier.timeline.undoMerge')}
      </Button>
      {asking && <UndoDialog event={event} page={page} fields={fields} onClose={() => setAsking(false)} />}
    </>
  )
}

type DialogProps = Props & { fields: NonNullable<ReturnType<typeof readMergedFields>>; onClose(): void }

function UndoDialog({ event, page, fields, onClose }: DialogProps) {
  const { t } = useTranslation()
  const desk = useDesk()
  const [reason, setReason] = useState('')
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const submit = async (pressed: FormEvent) => {
    pressed.preventDefault()
    if (reason.trim() === '') return
    setBusy(true)
    setError(null)
    try {
      await desk.dossiers.run(page.dossier.id, { do: 'undoMerge', eventId: event.id, reason: reason.trim() })
      onClose()
    } catch (cause) {
      setError(cause)
      setBusy(false)
    }
  }
  return (
    <Dialog title={t('dossier.timeline.undoMerge')} onClose={onClose}>
      <form className="mc-undo-merge" onSubmit={(pressed) => void submit(pressed)}>
        <p className="mc-soft">{t('dossier.timeline.undoText')}</p>
        <ul className="mc-lines">
          {fields.map(({ path, mine, theirs, taken }) => (
            <li key={path}>
              {t('dossier.timeline.changed', {
                field: labelOf(t, path, page.dossier),
                before: describeValue(t, path, taken === 'mine' ? mine : theirs),
                after: describeValue(t, path, taken === 'mine' ? theirs : mine),
              })}
            </li>
          ))}
        </ul>
        <label htmlFor="undo-merge-reason">{t('dossier.field.reason')}</label>
        <Input
          id="undo-merge-reason"
          autoFocus
          value={reason}
          autoComplete="off"
          aria-required
          onChange={(typed) => setReason(typed.target.value)}
        />
        {error !== null && <ErrorNote error={error} />}
        <div className="mc-actions">
          <Button type="primary" htmlType="submit" loading={busy} disabled={reason.trim() === ''}>
            {t('dossier.timeline.undoMerge')}
          </Button>
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
        </div>
      </form>
    </Dialog>
  )
}
