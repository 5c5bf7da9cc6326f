import { Input, Radio } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { dayOf, toInstant } from '#core/record/instant.ts'
import { labelOf } from '#renderer/features/reconciliation/field-words.ts'
import { ActionField, fieldId } from '../actions/ActionField.tsx'
import type { InputProps } from '../actions/FieldInput.tsx'
import './correction.css'
import { type CorrectedPath, type CorrectionDraft, correctedPaths, listCorrected, listCorrectionFaults } from './correction-draft.ts'

/** Every line that can be put right, in paper order; what is changed says what stood there before. */
export function CorrectionField({ field, draft, dossier, fault, change }: InputProps) {
  const { t } = useTranslation()
  const { correction } = draft
  const [withSubmitter, setWithSubmitter] = useState(dossier.submitter !== null)
  const changed = new Set(listCorrected(correction))
  const wrong = new Set(listCorrectionFaults(correction, dayOf(toInstant(Date.now()))))
  const organisation = dossier.applicant.type === 'organisation'
  const put = (path: CorrectedPath, text: string) =>
    change((now) => ({ correction: { ...now.correction, now: { ...now.correction.now, [path]: text } } }))
  const shown = correctedPaths.filter((path) => isShown(path, { organisation, withSubmitter, correction }))
  return (
    <ActionField name="correction" label={t('dossier.field.correction')} needed={field.needed} fault={fault} group>
      <div className="mc-correction">
        {shown.map((path) => {
          const shared = { path, label: labelOf(t, path), text: correction.now[path], put }
          const before = changed.has(path) ? correction.before[path] : null
          return path === 'applicant.sex' ? (
            <SexLine key={path} {...shared} />
          ) : (
            <Line key={path} {...shared} wrong={wrong.has(path) && (changed.has(path) || fault !== null)} before={before} />
          )
        })}
        {!withSubmitter && (
          <button type="button" className="mc-correction-more" onClick={() => setWithSubmitter(true)}>
            {t('dossier.field.addSubmitter')}
          </button>
        )}
      </div>
    </ActionField>
  )
}

type Look = { organisation: boolean; withSubmitter: boolean; correction: CorrectionDraft }

function isShown(path: CorrectedPath, { organisation, withSubmitter, correction }: Look): boolean {
  if (path.startsWith('submitter.')) return withSubmitter
  if (path === 'applicant.taxCode') return organisation || correction.before[path] !== ''
  if (path === 'applicant.oldId') return correction.before[path] !== ''
  return !(organisation && (path === 'applicant.birthDate' || path === 'applicant.sex'))
}

type LineProps = { path: CorrectedPath; label: string; text: string; put: (path: CorrectedPath, text: string) => void }

const figures = new Set<CorrectedPath>([
  'applicant.personalId',
  'applicant.oldId',
  'applicant.birthDate',
  'applicant.phone',
  'submitter.phone',
  'submitter.personalId',
])

function Line({ path, label, text, put, wrong, before }: LineProps & { wrong: boolean; before: string | null }) {
  const { t } = useTranslation()
  const id = `${fieldId('correction')}-${path.replace('.', '-')}`
  const note = wrong ? t('dossier.field.invalid', { field: label.toLocaleLowerCase() }) : null
  return (
    <div className="mc-correction-line">
      <label htmlFor={id}>{label}</label>
      <Input
        id={id}
        value={text}
        autoComplete="off"
        inputMode={figures.has(path) ? 'numeric' : 'text'}
        status={wrong ? 'error' : ''}
        aria-invalid={wrong}
        aria-describedby={`${id}-note`}
        onChange={(event) => put(path, event.target.value)}
      />
      <div id={`${id}-note`} className={wrong ? 'mc-action-fault' : 'mc-action-hint'} aria-live="polite">
        {note ?? (before === null ? null : t('dossier.field.before', { value: before === '' ? t('reconciliation.absent') : before }))}
      </div>
    </div>
  )
}

function SexLine({ path, label, text, put }: LineProps) {
  const { t } = useTranslation()
  return (
    <div className="mc-correction-line">
      <span id="correction-sex">{label}</span>
      <Radio.Group
        aria-labelledby="correction-sex"
        value={text}
        onChange={(event) => put(path, event.target.value === 'male' ? 'male' : 'female')}
        options={(['male', 'female'] as const).map((value) => ({ value, label: t(`dossier.facts.sexOf.${value}`) }))}
      />
    </div>
  )
}
