import { Input, type InputRef } from 'antd'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { KeyHint } from '#renderer/ui/KeyHint.tsx'
import { useShortcut } from '#renderer/ui/use-shortcut.ts'
import { placeIds } from './focus-lack.ts'
import { type ReasonName, reasonKeys, reasonNames } from './reasons.ts'
import type { CaseForm } from './use-case-form.ts'

/** Why it is decided so: a reason of every day by its key, or words of one's own. Without pages, also which paper was seen. */
export function ReasonPicker({ form, needsPaper }: { form: CaseForm; needsPaper: boolean }) {
  const { t } = useTranslation()
  const [picked, setPicked] = useState<ReasonName | null>(null)
  const typed = useRef<InputRef>(null)
  const pick = (name: ReasonName) => {
    setPicked(name)
    form.say(name === 'other' ? '' : t(`reconciliation.case.reasons.${name}`))
    if (name === 'other') requestAnimationFrame(() => typed.current?.focus())
  }
  return (
    <section className="mc-card mc-case-reason" aria-labelledby="case-reason-title">
      {needsPaper && (
        <div className="mc-case-field">
          <label htmlFor={placeIds.paperSeen}>{t('reconciliation.case.paperSeen')}</label>
          <Input
            id={placeIds.paperSeen}
            value={form.draft.paperSeen}
            placeholder={t('reconciliation.case.paperSeenHint')}
            autoComplete="off"
            aria-required
            status={form.isLacking('paperSeen') ? 'error' : ''}
            aria-invalid={form.isLacking('paperSeen')}
            onChange={(event) => form.sayPaper(event.target.value)}
          />
        </div>
      )}
      <h2 id="case-reason-title">{t('reconciliation.case.reason')}</h2>
      <div id={placeIds.reason} className="mc-reasons" role="radiogroup" aria-labelledby="case-reason-title" aria-required="true">
        {reasonNames.map((name) => (
          <Reason key={name} name={name} checked={picked === name} onPick={pick} />
        ))}
      </div>
      {picked === 'other' && (
        <Input
          ref={typed}
          aria-label={t('reconciliation.case.otherReason')}
          placeholder={t('reconciliation.case.otherReason')}
          value={form.draft.reason}
          autoComplete="off"
          onChange={(event) => form.say(event.target.value)}
        />
      )}
    </section>
  )
}

function Reason({ name, checked, onPick }: { name: ReasonName; checked: boolean; onPick: (name: ReasonName) => void }) {
  const { t } = useTranslation()
  const label = t(`reconciliation.case.reasons.${name}`)
  useShortcut(reasonKeys[name], label, () => onPick(name))
  return (
    <label className="mc-reason">
      <input type="radio" name="case-reason" checked={checked} aria-keyshortcuts={reasonKeys[name]} onChange={() => onPick(name)} />
      <span>{label}</span>
      <KeyHint keys={reasonKeys[name]} />
    </label>
  )
}
