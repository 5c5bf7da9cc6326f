import { useTranslation } from 'react-i18next'
import type { MoneyLine } from '#core/day-close/day-close.ts'
import { formatMoney } from '#renderer/ui/format.ts'
import { Money } from '#renderer/ui/Money.tsx'
import '#renderer/ui/plain-table.css'

/** Money by official, way of paying and receipt series; below it the cash to hand in. */
export function MoneyTable({ money }: { money: MoneyLine[] }) {
  const { t } = useTranslation()
  if (money.length === 0) return <p className="mc-soft">{t('dayClose.money.none')}</p>
  const sum = (of: (line: MoneyLine) => number) => money.reduce((total, line) => total + of(line), 0)
  const cash = sum((line) => (line.method === 'cash' ? line.collectedVnd - line.refundedVnd : 0))
  return (
    <div className="mc-table-scroll">
      <table className="mc-plain-table">
        <caption>{t('dayClose.money.title')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('dayClose.money.by')}</th>
            <th scope="col">{t('dayClose.money.method')}</th>
            <th scope="col">{t('dayClose.money.series')}</th>
            <th scope="col">{t('dayClose.money.receipts')}</th>
            <th scope="col" className="mc-number">
              {t('dayClose.money.payments')}
            </th>
            <th scope="col" className="mc-number">
              {t('dayClose.money.collected')}
            </th>
            <th scope="col" className="mc-number">
              {t('dayClose.money.refunded')}
            </th>
          </tr>
        </thead>
        <tbody>
          {money.map((line) => (
            <tr key={`${line.by}/${line.method}/${line.receiptKind}/${line.series}`}>
              <td>{line.byName}</td>
              <td>{t(`dayClose.method.${line.method}`)}</td>
              <td>
                {t(`dayClose.receiptKind.${line.receiptKind}`)} {line.series}
              </td>
              <td>{line.receipts.join(', ') || '–'}</td>
              <td className="mc-number">{line.payments}</td>
              <td className="mc-number">
                <Money vnd={line.collectedVnd} />
              </td>
              <td className="mc-number">
                <Money vnd={line.refundedVnd} />
              </td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row" colSpan={4}>
              {t('dayClose.money.total')}
            </th>
            <td className="mc-number">{sum((line) => line.payments)}</td>
            <td className="mc-number">
              <Money vnd={sum((line) => line.collectedVnd)} />
            </td>
            <td className="mc-number">
              <Money vnd={sum((line) => line.refundedVnd)} />
            </td>
          </tr>
        </tfoot>
      </table>
      <p className="mc-close-cash">{t('dayClose.money.cash', { amount: formatMoney(cash) })}</p>
    </div>
  )
}
