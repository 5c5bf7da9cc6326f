import { useTranslation } from 'react-i18next'
import type { Dossier, FeeLine, Payment } from '#core/dossier/dossier.ts'
import { formatMoney } from '#renderer/ui/format.ts'
import { Money } from '#renderer/ui/Money.tsx'
import { ActText } from './ActText.tsx'
import { Fact, FactGroup } from './FactGroup.tsx'

/** What is owed, what was paid, with which receipt. */
export function MoneyFacts({ dossier: { money } }: { dossier: Dossier }) {
  const { t } = useTranslation()
  const owedVnd = money.totalVnd - money.paidVnd
  const lines = money.lines.filter((line) => line.quantity > 0)
  return (
    <FactGroup title={t('dossier.facts.money')}>
      <Fact label={t('dossier.facts.moneyState')}>
        {t(`dossier.facts.moneyStateOf.${money.state}`)}
        {money.state === 'due' && (
          <strong className="mc-warn">
            {' · '}
            {t('dossier.facts.owed')} <Money vnd={owedVnd} />
          </strong>
        )}
      </Fact>
      {lines.map((line) => (
        <Fact key={line.feeCode} label={line.name}>
          <FeeLineText line={line} />
        </Fact>
      ))}
      <Fact label={t('dossier.facts.total')}>{lines.length > 1 ? <Money vnd={money.totalVnd} /> : null}</Fact>
      <Fact label={t('dossier.facts.paid')}>
        {money.payments.length === 0 ? null : (
          <ul className="mc-lines">
            {money.payments.map((payment) => (
              <li key={payment.id}>
                <PaymentText payment={payment} />
              </li>
            ))}
          </ul>
        )}
      </Fact>
      <Fact label={t('dossier.facts.dutyNote')}>{money.dutyNote}</Fact>
    </FactGroup>
  )
}

function FeeLineText({ line }: { line: FeeLine }) {
  const { t } = useTranslation()
  return (
    <>
      <Money vnd={line.amountVnd} />
      <span className="mc-soft">
        {' '}
        ({t(`dossier.facts.kindOf.${line.kind}`)} × {line.quantity}){line.verified ? '' : ` · ${t('dossier.facts.unverified')}`}
      </span>
      {line.exemption !== null && (
        <div className="mc-soft">
          {t('dossier.facts.exemption', { amount: formatMoney(line.exemption.reducedByVnd), reason: line.exemption.reason })}
        </div>
      )}
    </>
  )
}

function PaymentText({ payment }: { payment: Payment }) {
  const { t } = useTranslation()
  const { receipt } = payment
  return (
    <>
      {t('dossier.facts.payment', { amount: formatMoney(payment.amountVnd), method: t(`dossier.facts.methodOf.${payment.method}`) })}
      {receipt !== null && <>, {t('dossier.facts.receipt', receipt)}</>}
      <div>
        <ActText act={payment.act} />
      </div>
    </>
  )
}
