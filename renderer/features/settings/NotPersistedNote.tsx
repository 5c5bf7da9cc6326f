import { Alert } from 'antd'
import { useTranslation } from 'react-i18next'
import { usePersisted } from './use-persisted.ts'

/** Warns where the browser may throw away what has not been sent; `brief` is one line above a form. */
export function NotPersistedNote({ brief }: { brief?: boolean }) {
  const { t } = useTranslation()
  if (usePersisted() !== false) return null
  if (brief) {
    return <Alert type="warning" showIcon title={`${t('settings.storage.notPersisted')} ${t('settings.storage.notPersistedBrief')}`} />
  }
  return <Alert type="warning" showIcon title={t('settings.storage.notPersisted')} description={t('settings.storage.notPersistedTodo')} />
}
