import { Button, Input, Popconfirm } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Field, fieldId } from './Field.tsx'

type Props = { saving: boolean; onRefuse: (refusal: { reason: string; legalGround: string }) => void; onCancel: () => void }

/** Refusal at the desk (form 03). It cannot be taken back, so it asks once more. */
export function RefusePanel({ saving, onRefuse, onCancel }: Props) {
  const { t } = useTranslation()
  const [reason, setReason] = useState('')
  const [legalGround, setLegalGround] = useState('')
  const ready = reason.trim() !== '' && legalGround.trim() !== ''
  return (
    <section className="mc-refuse" aria-label={t('intake.refuse')}>
      <Field field="reason" label={t('intake.refusal.reason')}>
        <Input id={fieldId('reason')} value={reason} onChange={(event) => setReason(event.target.value)} autoFocus />
      </Field>
      <Field field="legalGround" label={t('intake.refusal.legalGround')}>
        <Input id={fieldId('legalGround')} value={legalGround} onChange={(event) => setLegalGround(event.target.value)} />
      </Field>
      <div className="mc-actions">
        <Popconfirm
          title={t('intake.refusal.confirm')}
          okText={t('intake.refusal.do')}
          cancelText={t('intake.refusal.cancel')}
          onConfirm={() => onRefuse({ reason, legalGround })}
          disabled={!ready}
        >
          <Button danger loading={saving} disabled={!ready}>
            {t('intake.refusal.do')}
          </Button>
        </Popconfirm>
        <Button onClick={onCancel}>{t('intake.refusal.cancel')}</Button>
      </div>
    </section>
  )
}
