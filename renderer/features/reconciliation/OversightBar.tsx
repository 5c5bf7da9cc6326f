import { ReloadOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { InstantText } from '#renderer/ui/InstantText.tsx'
import type { OversightView } from './use-oversight.ts'

/** As of when the figures are, said plainly, and a way to ask again. */
export function OversightBar({ view, own, shown }: { view: OversightView; own: boolean; shown: boolean }) {
  const { t } = useTranslation()
  if (!shown) return null
  const asOf = view.oversight?.asOf
  return (
    <>
      <span className="mc-soft" role="status">
        {own ? (
          t('reconciliation.asOfOwn')
        ) : asOf === undefined ? (
          t('reconciliation.asOfNever')
        ) : (
          <>
            {t('reconciliation.asOf')} <InstantText at={asOf} brief />
          </>
        )}
      </span>
      <Button size="small" icon={<ReloadOutlined aria-hidden="true" />} loading={view.asking} onClick={view.refresh}>
        {t('reconciliation.refresh')}
      </Button>
    </>
  )
}
