import { useTranslation } from 'react-i18next'
import { FactList } from '#renderer/ui/FactList.tsx'
import { useShellInfo } from './use-shell-info.ts'

/** Version and shell, for whoever is asked to help. */
export function AboutCard() {
  const { t } = useTranslation()
  const info = useShellInfo()
  return (
    <section className="mc-card" aria-labelledby="settings-about">
      <h2 id="settings-about">{t('settings.about.title')}</h2>
      <FactList
        facts={[
          { name: t('settings.about.version'), value: info?.version ?? '–' },
          { name: t('settings.about.shell'), value: info === null ? '–' : t(`settings.about.shells.${info.shell}`) },
          { name: t('settings.about.platform'), value: info?.platform ?? '–' },
        ]}
      />
    </section>
  )
}
