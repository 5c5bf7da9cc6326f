import { Button, Input, Select } from 'antd'
import { type FormEvent, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { isInForce } from '#core/agency/agency-on.ts'
import type { Dossier } from '#core/dossier/dossier.ts'
import { membersOf } from '#core/dossier/members.ts'
import type { AgencySlug } from '#core/record/ids.ts'
import { dayOf, toInstant } from '#core/record/instant.ts'
import { useDesk, useLive } from '#renderer/app/use-desk.ts'
import { ErrorNote } from '#renderer/ui/ErrorNote.tsx'

/** Which agency, and what it is asked for. */
export function SendForm({ dossier, onClose }: { dossier: Dossier; onClose(): void }) {
  const { t } = useTranslation()
  const { dossiers, catalogue } = useDesk()
  const { agencies } = useLive(catalogue)
  const [to, setTo] = useState<AgencySlug | null>(null)
  const [note, setNote] = useState('')
  const [saving, setSaving] = useState(false)
  const [problem, setProblem] = useState<unknown>(null)
  const choices = useMemo(() => {
    const today = dayOf(toInstant(Date.now()))
    const members = membersOf(dossier)
    return agencies
      .filter((one) => isInForce(one, today) && !members.includes(one.slug))
      .map((one) => ({ value: one.slug, label: one.name }))
      .sort((a, b) => a.label.localeCompare(b.label, 'vi'))
  }, [agencies, dossier])
  const send = (event: FormEvent) => {
    event.preventDefault()
    if (to === null || saving) return
    setSaving(true)
    setProblem(null)
    dossiers.run(dossier.id, { do: 'sendToAgency', to, note }).then(onClose, (cause) => {
      setProblem(cause)
      setSaving(false)
    })
  }
  return (
    <form className="mc-send-form" onSubmit={send} aria-label={t('dossier.sendings.send')}>
      <label htmlFor="send-to">{t('dossier.sendings.to')}</label>
      <Select
        id="send-to"
        autoFocus
        showSearch={{ optionFilterProp: 'label' }}
        value={to}
        options={choices}
        placeholder={t('dossier.sendings.choose')}
        onChange={setTo}
      />
      <label htmlFor="send-note">{t('dossier.sendings.note')}</label>
      <Input.TextArea id="send-note" rows={2} value={note} onChange={(event) => setNote(event.target.value)} />
      <p className="mc-soft">{t('dossier.sendings.hint')}</p>
      {problem !== null && <ErrorNote error={problem} />}
      <div className="mc-actions">
        <Button type="primary" htmlType="submit" loading={saving} disabled={to === null}>
          {t('dossier.sendings.submit')}
        </Button>
        <Button onClick={onClose}>{t('dossier.actions.cancel')}</Button>
      </div>
    </form>
  )
}
