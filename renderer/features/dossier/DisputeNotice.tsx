import { DiffOutlined } from '@ant-design/icons'
import { Alert, Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import type { Dossier } from '#core/dossier/dossier.ts'
import type { CaseRow } from '#renderer/data/desk.ts'
import { labelOf } from '#renderer/features/reconciliation/field-words.ts'
import { phoneText } from '#renderer/features/reconciliation/phone-text.ts'

/** Which fields two desks left differing, who decides, whom to ring, and what has to wait meanwhile. */
export function DisputeNotice({ dispute, dossier }: { dispute: CaseRow; dossier: Dossier }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const { decider, substitute, kind, legal, mayDecide } = dispute
  const name = decider.name || t('reconciliation.dispute.nobody')
  return (
    <Alert
      type="warning"
      showIcon
      icon={<DiffOutlined aria-hidden="true" />}
      title={t('reconciliation.dispute.title', { fields: dispute.fields.map((path) => labelOf(t, path, dossier)).join(', ') })}
      description={
        <>
          {t('reconciliation.dispute.decides', { name, phone: phoneText(t, decider) })}{' '}
          {substitute !== null && t('reconciliation.dispute.substitute', { name: substitute.name, phone: phoneText(t, substitute) })}{' '}
          {t(`reconciliation.dispute.${legal && kind !== 'doubled_code' ? 'blocked' : 'free'}`)}
        </>
      }
      action={
        <Button size="small" type={mayDecide ? 'primary' : 'default'} onClick={() => void navigate(`/reconciliation/${dispute.id}`)}>
          {t(`reconciliation.dispute.${mayDecide ? 'decide' : 'look'}`)}
        </Button>
      }
    />
  )
}
