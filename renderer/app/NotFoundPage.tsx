import { CompassOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { EmptyState } from '#renderer/ui/EmptyState.tsx'

export function NotFoundPage() {
  const { t } = useTranslation()
  return (
    <div className="mc-page">
      <h1 className="mc-hidden">{t('app.notFound.title')}</h1>
      <EmptyState
        icon={<CompassOutlined aria-hidden="true" />}
        title={t('app.notFound.title')}
        action={<Link to="/">{t('app.crash.home')}</Link>}
      >
        {t('app.notFound.text')}
      </EmptyState>
    </div>
  )
}
