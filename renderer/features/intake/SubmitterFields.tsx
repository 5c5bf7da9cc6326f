import { Button, Input } from 'antd'
import { useTranslation } from 'react-i18next'
import type { IntakeDraft } from '#core/dossier/intake.ts'
import { Field, fieldId } from './Field.tsx'

type Submitter = NonNullable<IntakeDraft['submitter']>
type Props = { submitter: Submitter; onChange: (submitter: Submitter | null) => void }

/** Người nộp khác: somebody else hands the dossier in. */
export function SubmitterFields({ submitter, onChange }: Props) {
  const { t } = useTranslation()
  const input = (name: keyof Submitter, wide = false) => (
    <Field field={`submitter.${name}`} label={t(`intake.submitter.${name}`)} wide={wide}>
      <Input
        id={fieldId(`submitter.${name}`)}
        value={submitter[name]}
        onChange={(event) => onChange({ ...submitter, [name]: event.target.value })}
        autoComplete="off"
      />
    </Field>
  )
  return (
    <fieldset className="mc-block">
      <legend>{t('intake.submitter.title')}</legend>
      <div className="mc-fields">
        {input('name', true)}
        {input('personalId')}
        {input('phone')}
        {input('relation')}
        {input('authorisation')}
      </div>
      <Button type="link" size="small" onClick={() => onChange(null)}>
        {t('intake.submitter.remove')}
      </Button>
    </fieldset>
  )
}
