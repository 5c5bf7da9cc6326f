import { Checkbox, Input, InputNumber, Segmented } from 'antd'
import { useTranslation } from 'react-i18next'
import type { IntakeDraft } from '#core/dossier/intake.ts'
import { isPaperReceiptAllowed } from '#core/payment/receipt-kind.ts'
import { formatMoney } from '#renderer/ui/format.ts'
import { Field, fieldId } from './Field.tsx'
import type { Intake } from './use-intake.ts'

type Payment = NonNullable<IntakeDraft['payment']>
type Receipt = NonNullable<Payment['receipt']>

/** Money taken now, with its receipt. From 2027 a paper receipt is no longer valid, and the desk says so. */
export function PaymentFields({ intake }: { intake: Intake }) {
  const { t } = useTranslation()
  const { payment } = intake.draft
  const paperAllowed = isPaperReceiptAllowed(intake.today)
  const { totalVnd } = intake.fees
  const set = (patch: Partial<Payment>) => {
    if (payment === null) return
    const next = { ...payment, ...patch }
    intake.pay(next, next.amountVnd < totalVnd)
  }
  const setReceipt = (patch: Partial<Receipt>) => payment?.receipt && set({ receipt: { ...payment.receipt, ...patch } })
  return (
    <div className="mc-payment">
      <Checkbox
        id={fieldId('payment')}
        checked={payment !== null}
        onChange={(event) =>
          intake.pay(
            event.target.checked
              ? {
                  method: 'cash',
                  amountVnd: totalVnd,
                  receipt: { kind: paperAllowed ? 'paper' : 'electronic', series: '', number: '' },
                }
              : null,
            false,
          )
        }
      >
        {t('intake.payNow')}
      </Checkbox>
      {payment !== null && (
        <>
          <Segmented
            size="small"
            aria-label={t('intake.payMethod')}
            value={payment.method}
            onChange={(method) => set({ method })}
            options={(['cash', 'transfer'] as const).map((value) => ({ value, label: t(`intake.method.${value}`) }))}
          />
          <Field
            field="payment.amount"
            label={t('intake.payAmount')}
            warning={payment.amountVnd < totalVnd ? t('intake.payRest', { amount: formatMoney(totalVnd - payment.amountVnd) }) : null}
          >
            <InputNumber
              id={fieldId('payment.amount')}
              size="small"
              className="mc-full"
              min={0}
              max={totalVnd}
              step={1000}
              value={payment.amountVnd}
              onChange={(amountVnd) => set({ amountVnd: amountVnd ?? totalVnd })}
              formatter={(value) => formatMoney(Number(value ?? 0)).slice(0, -2)}
              parser={(text) => Number((text ?? '').replace(/\D/g, ''))}
              suffix="đ"
            />
          </Field>
          {payment.receipt !== null && (
            <>
              <Segmented
                size="small"
                aria-label={t('intake.receiptKind')}
                value={payment.receipt.kind}
                onChange={(kind) => setReceipt({ kind })}
                options={(['paper', 'electronic'] as const).map((value) => ({ value, label: t(`intake.receipt.${value}`) }))}
              />
              <div className="mc-fields">
                <Field field="payment.series" label={t('intake.receiptSeries')}>
                  <Input
                    size="small"
                    id={fieldId('payment.series')}
                    value={payment.receipt.series}
                    onChange={(event) => setReceipt({ series: event.target.value })}
                    autoComplete="off"
                  />
                </Field>
                <Field
                  field="payment.number"
                  label={t('intake.receiptNumber')}
                  warning={payment.receipt.kind === 'paper' && !paperAllowed ? t('intake.paperReceiptEnded') : null}
                >
                  <Input
                    size="small"
                    id={fieldId('payment.number')}
                    value={payment.receipt.number}
                    onChange={(event) => setReceipt({ number: event.target.value })}
                    autoComplete="off"
                  />
                </Field>
              </div>
            </>
          )}
        </>
      )}
    </div>
  )
}
