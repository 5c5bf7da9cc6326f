import { Alert } from 'antd'
import { useTranslation } from 'react-i18next'
import { useDesk, useLive } from '#renderer/app/use-desk.ts'

/** Says before the work, not after it, that this desk cannot issue a code now, or soon cannot. */
export function NumberingNotice() {
  const { t } = useTranslation()
  const { problem, daysLeft } = useLive(useDesk().numbering)
  if (problem === null) {
    if (daysLeft === null) return null
    return (
      <Alert
        type="info"
        showIcon
        title={t('intake.numbering.lapses_soon', { count: daysLeft })}
        description={t('intake.numbering.lapses_soon_todo')}
      />
    )
  }
  return <Alert type="warning" showIcon title={t(`intake.numbering.${problem}`)} description={t(`intake.numbering.${problem}_todo`)} />
}
