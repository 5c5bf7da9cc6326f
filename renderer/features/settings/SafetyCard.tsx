import { Alert } from 'antd'
import { useTranslation } from 'react-i18next'
import { NotPersistedNote } from './NotPersistedNote.tsx'
import { usePersisted } from './use-persisted.ts'
import { useShellInfo } from './use-shell-info.ts'

/** What protects the data on this PC: the key store and the promise not to evict. */
export function SafetyCard() {
  const { t } = useTranslation()
  const info = useShellInfo()
  const persisted = usePersisted()
  return (
    <section className="mc-card" aria-labelledby="settings-safety">
      <h2 id="settings-safety">{t('settings.safety')}</h2>
      {persisted === true && <Alert type="success" showIcon title={t('settings.storage.persisted')} />}
      <NotPersistedNote />
      {info?.keyStore === 'os' && <Alert type="success" showIcon title={t('settings.keyStore.os')} />}
      {info?.keyStore === 'none' && (
        <Alert type="warning" showIcon title={t('settings.keyStore.none')} description={t('settings.keyStore.noneTodo')} />
      )}
    </section>
  )
}
