import { Alert, Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { useLocation, useNavigate } from 'react-router'
import { closers } from '#core/day-close/closers.ts'
import { dayOf, toInstant } from '#core/record/instant.ts'
import { useDesk, useLive } from '#renderer/app/use-desk.ts'
import { formatDay } from '#renderer/ui/format.ts'

/** Over every screen but its own, for who may close it: an earlier day of this desk was never closed. */
export function DayNotClosedNote() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const { pathname } = useLocation()
  const open = useLive(useDesk().dayClose.openSince)
  const roles = useLive(useDesk().session.current)?.roles ?? []
  if (!closers.some((one) => roles.includes(one))) return null
  if (open === null || pathname === '/day-close' || open >= dayOf(toInstant(Date.now()))) return null
  return (
    <Alert
      banner
      type="warning"
      showIcon
      title={t('dayClose.warning', { day: formatDay(open) })}
      action={
        <Button size="small" onClick={() => void navigate('/day-close')}>
          {t('dayClose.warningAction')}
        </Button>
      }
    />
  )
}
