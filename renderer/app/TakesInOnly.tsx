import { LockOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import { Link, Outlet } from 'react-router'
import { EmptyState } from '#renderer/ui/EmptyState.tsx'
import { useTakesIn } from './use-takes-in.ts'

/** Intake for those who may take in; whoever comes by its address without the role is told so instead of filling a form in vain. */
export function TakesInOnly() {
  const { t } = useTranslation()
  if (useTakesIn()) return <Outlet />
  return (
    <div className="mc-page">
      <h1 className="mc-hidden">{t('app.notYours.title')}</h1>
      <EmptyState
        icon={<LockOutlined aria-hidden="true" />}
        title={t('app.notYours.title')}
        action={<Link to="/">{t('app.crash.home')}</Link>}
      >
        {t('app.notYours.text')}
      </EmptyState>
    </div>
  )
}
