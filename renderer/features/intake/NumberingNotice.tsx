import { Alert } from 'antd'
import { useTranslation } from 'react-i18next'
import { useDesk, useLive } from '#renderer/app/use-desk.ts'

/** Says before the work, not after it, that this desk cannot issue a code now. */
export function NumberingNotice() {
  const { t } = useTranslation()
  const { problem } = useLive(useDesk().numbering)
  if (problem === null) return null
  return <Alert type="warning" showIcon title={t(`intake.numbering.${problem}`)} description={t(`intake.numbering.${problem}_todo`)} />
}
