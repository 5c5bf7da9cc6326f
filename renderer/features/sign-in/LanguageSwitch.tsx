import { useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import { Preferences, preferences } from '#renderer/ui/theme/preferences.ts'

/** The language, before anyone has signed in. */
export function LanguageSwitch() {
  const { t } = useTranslation()
  const { language } = useSyncExternalStore(preferences.subscribe, preferences.get, preferences.get)
  return (
    <fieldset className="mc-language" aria-label={t('app.menu.language')}>
      {Preferences.shape.language.options.map((one) => (
        <button key={one} type="button" lang={one} aria-pressed={one === language} onClick={() => preferences.set({ language: one })}>
          {t(`app.language.${one}`)}
        </button>
      ))}
    </fieldset>
  )
}
