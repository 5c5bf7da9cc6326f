import { Button, Input, Radio, Segmented } from 'antd'
import { useTranslation } from 'react-i18next'
import { parseBirthDate } from '#core/identity/birth-date.ts'
import { checkPersonalId } from '#core/identity/personal-id.ts'
import { parsePhone } from '#core/identity/phone.ts'
import { AddressField } from './AddressField.tsx'
import { type CardNews, CardNotice } from './CardNotice.tsx'
import { EarlierDossiers } from './EarlierDossiers.tsx'
import { Field, fieldId } from './Field.tsx'
import { birthDateProblem } from './missing-items.ts'
import { SubmitterFields } from './SubmitterFields.tsx'
import type { Intake } from './use-intake.ts'

type Props = { intake: Intake; news: CardNews; onReplace: () => void; shown: ReadonlySet<string> }

/** Who the dossier is for, and who hands it in. `shown` holds the fields whose errors may already be shown. */
export function CitizenColumn({ intake, news, onReplace, shown }: Props) {
  const { t } = useTranslation()
  const { draft, patchApplicant } = intake
  const { applicant } = draft
  const isCitizen = applicant.type === 'citizen'
  const birthError = birthDateProblem(applicant.birthDate, intake.today)
  const idError =
    applicant.personalId && shown.has('applicant.personalId') && !/^\d{12}$/.test(applicant.personalId)
      ? t('intake.missing.personalIdShape')
      : null
  const phoneError =
    applicant.phone && shown.has('applicant.phone') && !parsePhone(applicant.phone).ok ? t('intake.missing.phoneShape') : null
  return (
    <section className="mc-intake-column" aria-labelledby="intake-citizen">
      <h2 id="intake-citizen">{t('intake.citizen')}</h2>
      <CardNotice news={news} intake={intake} onReplace={onReplace} />
      <Segmented
        size="small"
        value={applicant.type}
        onChange={(type) => patchApplicant({ type })}
        aria-label={t('intake.applicantType')}
        options={(['citizen', 'household_business', 'organisation'] as const).map((value) => ({ value, label: t(`intake.type.${value}`) }))}
      />
      <div className="mc-fields">
        <Field field="applicant.personalId" label={t('intake.personalId')} error={idError} warning={idWarning(t, intake)} wide>
          <Input
            id={fieldId('applicant.personalId')}
            className="mc-figures"
            value={applicant.personalId ?? ''}
            onChange={(event) => patchApplicant({ personalId: event.target.value.replace(/\s/g, '') || null })}
            inputMode="numeric"
            maxLength={12}
            autoComplete="off"
            autoFocus
          />
        </Field>
        <Field
          field="applicant.name"
          label={t(isCitizen ? 'intake.name' : 'intake.organisationName')}
          warning={applicant.nameToCheck ? t('intake.nameToCheck') : null}
          wide
        >
          <Input
            id={fieldId('applicant.name')}
            value={applicant.name}
            onChange={(event) => patchApplicant({ name: event.target.value, nameToCheck: false })}
            autoComplete="off"
          />
        </Field>
        {isCitizen && (
          <>
            <Field
              field="applicant.birthDate"
              label={t('intake.birthDate')}
              error={
                birthError !== null && (shown.has('applicant.birthDate') || birthError !== 'birthDate.format')
                  ? t(`intake.missing.${birthError}`)
                  : null
              }
            >
              <Input
                id={fieldId('applicant.birthDate')}
                className="mc-figures"
                value={applicant.birthDate ?? ''}
                placeholder={t('intake.birthDateHint')}
                onChange={(event) => patchApplicant({ birthDate: event.target.value || null })}
                autoComplete="off"
              />
            </Field>
            <div className="mc-field">
              <span id="intake-sex">{t('intake.sex')}</span>
              <Radio.Group
                aria-labelledby="intake-sex"
                value={applicant.sex}
                onChange={(event) => patchApplicant({ sex: event.target.value === 'male' ? 'male' : 'female' })}
                options={[
                  { value: 'male', label: t('intake.male') },
                  { value: 'female', label: t('intake.female') },
                ]}
              />
            </div>
          </>
        )}
        <AddressField intake={intake} />
        <Field field="applicant.phone" label={t('intake.phone')} error={phoneError}>
          <Input
            id={fieldId('applicant.phone')}
            className="mc-figures"
            value={applicant.phone ?? ''}
            onChange={(event) => patchApplicant({ phone: event.target.value || null })}
            inputMode="tel"
            autoComplete="off"
          />
        </Field>
        <Field field="applicant.email" label={t('intake.email')}>
          <Input
            id={fieldId('applicant.email')}
            value={applicant.email ?? ''}
            onChange={(event) => patchApplicant({ email: event.target.value || null })}
            autoComplete="off"
          />
        </Field>
        {isCitizen && (
          <Field field="applicant.oldId" label={t('intake.oldId')}>
            <Input
              id={fieldId('applicant.oldId')}
              className="mc-figures"
              value={applicant.oldId ?? ''}
              onChange={(event) => patchApplicant({ oldId: event.target.value || null })}
              autoComplete="off"
            />
          </Field>
        )}
        {!isCitizen && (
          <Field field="applicant.taxCode" label={t('intake.taxCode')}>
            <Input
              id={fieldId('applicant.taxCode')}
              className="mc-figures"
              value={applicant.taxCode ?? ''}
              onChange={(event) => patchApplicant({ taxCode: event.target.value || null })}
              autoComplete="off"
            />
          </Field>
        )}
      </div>
      {draft.submitter === null ? (
        <Button
          type="dashed"
          onClick={() => intake.patch({ submitter: { name: '', personalId: '', phone: '', relation: '', authorisation: '' } })}
        >
          {t('intake.addSubmitter')}
        </Button>
      ) : (
        <SubmitterFields submitter={draft.submitter} onChange={(submitter) => intake.patch({ submitter })} />
      )}
      <EarlierDossiers personalId={applicant.personalId} />
    </section>
  )
}

function idWarning(t: (key: string) => string, { draft, today }: Intake): string | null {
  const { personalId, sex, birthDate } = draft.applicant
  if (personalId === null || !/^\d{12}$/.test(personalId)) return null
  const reading = birthDate === null ? null : parseBirthDate(birthDate, today)
  const known = reading?.ok ? reading.birthDate : null
  const warnings = checkPersonalId({ personalId, birthDate: known, sex })
  return warnings.length === 0 ? null : warnings.map((one) => t(`intake.idWarning.${one}`)).join('; ')
}
