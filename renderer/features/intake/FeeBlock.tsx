import { InputNumber, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { listApplicableFees, listExemptions, quantityUnlessTyped } from '#core/payment/compute-fees.ts'
import { Money } from '#renderer/ui/Money.tsx'
import { fieldId } from './Field.tsx'
import { PaymentFields } from './PaymentFields.tsx'
import { Unverified } from './Unverified.tsx'
import type { Intake } from './use-intake.ts'

/** The fee sheet: quantities in, amounts out as they are typed. */
export function FeeBlock({ intake }: { intake: Intake }) {
  const { t } = useTranslation()
  const { draft, procedure, fees, quantities } = intake
  if (procedure === undefined) return null
  const question = { rules: procedure.fees, channel: draft.channel, day: intake.today }
  const rules = listApplicableFees(question)
  const exemptions = listExemptions(question)
  const setQuantity = (key: string, value: number | null) =>
    intake.change((old) => ({ ...old, feeQuantities: { ...old.feeQuantities, [key]: value ?? 0 } }))
  return (
    <section className="mc-block" aria-labelledby="intake-fees">
      <h3 id="intake-fees">{t('intake.fees')}</h3>
      {rules.length === 0 && <p className="mc-soft">{t('intake.feesNone')}</p>}
      {rules.map((rule) => {
        const line = fees.lines.find((one) => one.feeCode === rule.code)
        return (
          <div key={rule.code} className="mc-fee">
            <span className="mc-fee-name">
              {rule.name} <Unverified source={rule.source} />
            </span>
            <span className="mc-fee-quantity">
              <InputNumber
                id={fieldId(`fees.${rule.code}`)}
                size="small"
                min={0}
                max={9999}
                value={quantities[rule.code] ?? quantityUnlessTyped(rule)}
                onChange={(value) => setQuantity(rule.code, value)}
                aria-label={`${t(`intake.per.${rule.per}`)}: ${rule.name}`}
                suffix={t(`intake.per.${rule.per}`)}
              />
              {rule.per === 'page' && (
                <InputNumber
                  size="small"
                  min={1}
                  max={999}
                  value={quantities[`${rule.code}#copies`] ?? 1}
                  onChange={(value) => setQuantity(`${rule.code}#copies`, value)}
                  aria-label={`${t('intake.per.copy')}: ${rule.name}`}
                  suffix={t('intake.per.copy')}
                />
              )}
            </span>
            <strong>
              <Money vnd={line?.amountVnd ?? 0} />
            </strong>
          </div>
        )
      })}
      {exemptions.length > 0 && (
        <Select
          id={fieldId('exemptionCode')}
          size="small"
          className="mc-full"
          aria-label={t('intake.exemption')}
          value={draft.exemptionCode ?? ''}
          onChange={(code) => intake.patch({ exemptionCode: code === '' ? null : code })}
          options={[
            { value: '', label: t('intake.exemptionNone') },
            ...exemptions.map((one) => ({ value: one.code, label: `${one.reason}${one.legalGround ? ` – ${one.legalGround}` : ''}` })),
          ]}
        />
      )}
      {fees.lines.length > 0 && (
        <div className="mc-fee mc-fee-total">
          <span>{t('intake.total')}</span>
          <strong>
            <Money vnd={fees.totalVnd} />
          </strong>
        </div>
      )}
      {fees.totalVnd > 0 && <PaymentFields intake={intake} />}
    </section>
  )
}
