import { Button, Select } from 'antd'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { findProcedureInForce } from '#core/procedure/catalogue.ts'
import { findProcedures } from '#core/procedure/find-procedures.ts'
import type { Procedure } from '#core/procedure/procedure.ts'
import { useDesk, useLive } from '#renderer/app/use-desk.ts'
import { Field, fieldId } from './Field.tsx'
import { chooseProcedure } from './intake-changes.ts'
import type { Intake } from './use-intake.ts'
import { countUses } from './usual-procedures.ts'

const usualAtMost = 6

/** The procedure, found by words in any order without diacritics, or by code; the desk's usual ones stand ready. */
export function ProcedurePicker({ intake }: { intake: Intake }) {
  const { t } = useTranslation()
  const desk = useDesk()
  const catalogue = useLive(desk.catalogue)
  const rows = useLive(desk.dossiers.rows)
  const [text, setText] = useState('')
  const { today, draft } = intake
  const inForce = useMemo(
    () => [...new Set(catalogue.procedures.map((one) => one.code))].flatMap((code) => findProcedureInForce(catalogue, code, today) ?? []),
    [catalogue, today],
  )
  const uses = useMemo(() => countUses(rows), [rows])
  const found = useMemo(() => findProcedures(inForce, text, uses), [inForce, text, uses])
  const usual = useMemo(
    () =>
      findProcedures(inForce, '', uses)
        .filter((one) => uses.has(one.code))
        .slice(0, usualAtMost),
    [inForce, uses],
  )
  const choose = (procedure: Procedure | undefined) => {
    if (procedure !== undefined) intake.change((old) => chooseProcedure(old, procedure))
    setText('')
  }
  return (
    <>
      <Field field="procedureCode" label={t('intake.procedure')} wide>
        <Select
          id={fieldId('procedureCode')}
          className="mc-full"
          value={draft.procedureCode}
          placeholder={t('intake.procedureHint')}
          showSearch={{ filterOption: false, onSearch: setText }}
          notFoundContent={t('intake.procedureNone')}
          onChange={(code) => choose(inForce.find((one) => one.code === code))}
          options={found.map((one) => ({ value: one.code, label: <ProcedureOption procedure={one} /> }))}
        />
      </Field>
      {draft.procedureCode === null && usual.length > 0 && (
        <section className="mc-usual" aria-label={t('intake.usual')}>
          <span className="mc-soft mc-small">{t('intake.usual')}</span>
          {usual.map((one) => (
            <Button key={one.code} onClick={() => choose(one)}>
              {one.shortName}
            </Button>
          ))}
        </section>
      )}
    </>
  )
}

function ProcedureOption({ procedure }: { procedure: Procedure }) {
  return (
    <span className="mc-procedure-option" title={procedure.name}>
      <span>{procedure.shortName}</span>
      <span className="mc-soft mc-code">
        {procedure.sector} · {procedure.code}
      </span>
    </span>
  )
}
