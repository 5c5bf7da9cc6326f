import { Input } from 'antd'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Field, fieldId } from './Field.tsx'
import { type FoundUnit, findUnit } from './find-unit.ts'
import type { Intake } from './use-intake.ts'

/** The address as on the paper, with the official unit that its end names. */
export function AddressField({ intake }: { intake: Intake }) {
  const { t } = useTranslation()
  const { text, unitCode } = intake.draft.applicant.address
  const [unit, setUnit] = useState<FoundUnit | null>(null)
  const { patchApplicant } = intake

  useEffect(() => {
    let stale = false
    void findUnit(text).then((found) => {
      if (stale) return
      setUnit(found)
      if ((found?.code ?? null) !== unitCode) patchApplicant({ address: { text, unitCode: found?.code ?? null } })
    })
    return () => {
      stale = true
    }
  }, [text, unitCode, patchApplicant])

  return (
    <Field
      field="applicant.address"
      label={t('intake.address')}
      wide
      hint={unit === null ? null : t('intake.unitFound', { name: unit.name, code: unit.code })}
    >
      <Input.TextArea
        id={fieldId('applicant.address')}
        value={text}
        rows={1}
        className="mc-grows"
        onChange={(event) => patchApplicant({ address: { text: event.target.value.replace(/\n/g, ' '), unitCode } })}
        autoComplete="off"
      />
    </Field>
  )
}
