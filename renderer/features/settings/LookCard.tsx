import { Radio } from 'antd'
import { useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import { Preferences, preferences } from '#renderer/ui/theme/preferences.ts'

/** Language and appearance; takes effect at once. */
export function LookCard() {
  const { t } = useTranslation()
  const { theme, language } = useSyncExternalStore(preferences.subscribe, preferences.get, preferences.get)
  return (
    <section className="mc-card" aria-labelledby="settings-look">
      <h2 id="settings-look">{t('settings.look')}</h2>
      <h3 id="settings-language">{t('app.menu.language')}</h3>
      <Radio.Group
        aria-labelledby="settings-language"
        value={language}
        onChange={(event) => preferences.set({ language: Preferences.shape.language.parse(event.target.value) })}
        options={Preferences.shape.language.options.map((value) => ({ value, label: t(`app.language.${value}`) }))}
      />
      <h3 id="settings-theme">{t('app.menu.theme')}</h3>
      <Radio.Group
        aria-labelledby="settings-theme"
        value={theme}
        onChange={(event) => preferences.set({ theme: Preferences.shape.theme.parse(event.target.value) })}
        options={Preferences.shape.theme.options.map((value) => ({ value, label: t(`app.theme.${value}`) }))}
      />
    </section>
  )
}
