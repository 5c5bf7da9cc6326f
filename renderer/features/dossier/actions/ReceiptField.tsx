import { Input, Radio } from 'antd'
import { useTranslation } from 'react-i18next'
import { isPaperReceiptAllowed } from '#core/payment/receipt-kind.ts'
import { dayOf, toInstant } from '#core/record/instant.ts'
import { ActionField } from './ActionField.tsx'
import type { InputProps } from './FieldInput.tsx'

/** Biên lai: kind, series and number. Paper receipts end with 2026. */
export function ReceiptField({ field, draft, fault, change }: InputProps) {
  const { t } = useTranslation()
  const kinds = isPaperReceiptAllowed(dayOf(toInstant(Date.now()))) ? (['paper', 'electronic'] as const) : (['electronic'] as const)
  return (
    <ActionField name="receipt" label={t('dossier.field.receipt')} needed={field.needed} fault={fault} group>
      <Radio.Group
        value={draft.receiptKind}
        options={kinds.map((kind) => ({ value: kind, label: t(`dossier.field.receiptKindOf.${kind}`) }))}
        onChange={(event) => change(() => ({ receiptKind: event.target.value === 'paper' ? 'paper' : 'electronic' }))}
      />
      <div className="mc-receipt">
        <label htmlFor="receipt-series">{t('dossier.field.receiptSeries')}</label>
        <label htmlFor="receipt-number">{t('dossier.field.receiptNumber')}</label>
        <Input
          id="receipt-series"
          value={draft.receiptSeries}
          autoComplete="off"
          onChange={(event) => change(() => ({ receiptSeries: event.target.value }))}
        />
        <Input
          id="receipt-number"
          value={draft.receiptNumber}
          autoComplete="off"
          onChange={(event) => change(() => ({ receiptNumber: event.target.value }))}
        />
      </div>
    </ActionField>
  )
}
