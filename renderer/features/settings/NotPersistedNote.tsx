import { Alert } from 'antd'
import { useTranslation } from 'react-i18next'
import { usePersisted } from './use-persisted.ts'

/** Warns where the browser may throw away what has not been sent. */
export function NotPersistedNote() {
  const { t } = useTranslation()
  if (usePersisted() !== false) return null
  return <Alert type="warning" showIcon title={t('settings.storage.notPersisted')} description={t('settings.storage.notPersistedTodo')} />
}
