import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Dossier } from '#core/dossier/dossier.ts'
import type { CaseSide, ReconciliationCase } from '#core/reconciliation/case.ts'
import { formatInstant } from '#renderer/ui/format.ts'
import { KeyHint } from '#renderer/ui/KeyHint.tsx'
import { CaseFieldRow } from './CaseFieldRow.tsx'
import { placeIds } from './focus-lack.ts'
import { StepStories } from './StepStories.tsx'
import type { CaseForm } from './use-case-form.ts'
import { useFieldsKeys } from './use-fields-keys.ts'

type Props = { one: ReconciliationCase; dossier: Dossier; form: CaseForm; editable: boolean }

/** Only what differs: before, this side, that side, and what the dossier will hold. */
export function CaseFields({ one, dossier, form, editable }: Props) {
  const { t } = useTranslation()
  const doubled = one.kind === 'doubled_code'
  const chooses = editable && !doubled
  const keys = useFieldsKeys(one, form, chooses)
  const steps = one.fields.filter((field) => field.path === 'step')
  const plain = one.fields.filter((field) => field.path !== 'step')
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: arrows move among the buttons inside
    <div id={placeIds.fields} className="mc-case-fields" onKeyDown={keys.onKeyDown}>
      {doubled && <p className="mc-warn">{t('reconciliation.doubled')}</p>}
      {steps.map((field) => (
        <StepStories key={field.path} field={field} one={one} dossier={dossier} form={form} keys={keys} editable={chooses} />
      ))}
      {plain.length > 0 && (
        <section className="mc-card mc-case-card" aria-labelledby="case-fields-title">
          <h2 id="case-fields-title" className="mc-hidden">
            {t('reconciliation.case.fields')}
          </h2>
          <table className="mc-case-table">
            <thead>
              <tr>
                <th scope="col">{t('reconciliation.case.column.field')}</th>
                <SideHead keyHint={chooses ? '1' : null}>{t('reconciliation.case.column.base')}</SideHead>
                <SideHead keyHint={chooses ? '2' : null} side={one.mine}>
                  {t('reconciliation.case.side.mine', { desk: one.mine.deskName })}
                </SideHead>
                <SideHead keyHint={chooses ? '3' : null} side={one.theirs}>
                  {t('reconciliation.case.side.theirs', { desk: one.theirs.deskName })}
                </SideHead>
                <th scope="col">{t('reconciliation.case.column.result')}</th>
              </tr>
            </thead>
            <tbody>
              {plain.map((field) => (
                <CaseFieldRow key={field.path} field={field} one={one} dossier={dossier} form={form} keys={keys} editable={chooses} />
              ))}
            </tbody>
          </table>
        </section>
      )}
    </div>
  )
}

function SideHead({ children, keyHint, side }: { children: ReactNode; keyHint: string | null; side?: CaseSide }) {
  const { t } = useTranslation()
  return (
    <th scope="col">
      <span className="mc-side-head">
        {children} {keyHint !== null && <KeyHint keys={keyHint} />}
      </span>
      {side !== undefined && (
        <div className="mc-soft mc-figures">{t('reconciliation.case.sideWho', { name: side.byName, time: formatInstant(side.at) })}</div>
      )}
    </th>
  )
}
