import { Select } from 'antd'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { findProcedureInForce } from '#core/procedure/catalogue.ts'
import { findProcedures } from '#core/procedure/find-procedures.ts'
import { useDesk, useLive } from '#renderer/app/use-desk.ts'
import { Field, fieldId } from './Field.tsx'
import { chooseProcedure } from './intake-changes.ts'
import type { Intake } from './use-intake.ts'

/** The procedure, found by words in any order without diacritics, or by code. */
export function ProcedurePicker({ intake }: { intake: Intake }) {
  const { t } = useTranslation()
  const catalogue = useLive(useDesk().catalogue)
  const [text, setText] = useState('')
  const { today, draft } = intake
  const inForce = useMemo(
    () => [...new Set(catalogue.procedures.map((one) => one.code))].flatMap((code) => findProcedureInForce(catalogue, code, today) ?? []),
    [catalogue, today],
  )
  const found = useMemo(() => findProcedures(inForce, text), [inForce, text])
  return (
    <Field field="procedureCode" label={t('intake.procedure')} wide>
      <Select
        id={fieldId('procedureCode')}
        className="mc-full"
        value={draft.procedureCode}
        placeholder={t('intake.procedureHint')}
        showSearch={{ filterOption: false, onSearch: setText }}
        notFoundContent={t('intake.procedureNone')}
        onChange={(code) => {
          const procedure = inForce.find((one) => one.code === code)
          if (procedure !== undefined) intake.change((old) => chooseProcedure(old, procedure))
          setText('')
        }}
        options={found.map((one) => ({
          value: one.code,
          label: (
            <span className="mc-procedure-option" title={one.name}>
              <span>{one.shortName}</span>
              <span className="mc-soft mc-code">
                {one.sector} · {one.code}
              </span>
            </span>
          ),
        }))}
      />
    </Field>
  )
}
