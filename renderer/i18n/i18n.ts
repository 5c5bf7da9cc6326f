import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import { preferences } from '#renderer/ui/theme/preferences.ts'
import { messages } from './messages.ts'

/** Starts the languages and keeps `<html lang>` and the title in step with the person's choice. */
export async function startLanguages(): Promise<void> {
  await i18next.use(initReactI18next).init({
    resources: { vi: { translation: messages.vi }, en: { translation: messages.en } },
    lng: preferences.get().language,
    fallbackLng: 'vi',
    interpolation: { escapeValue: false },
    returnNull: false,
  })
  const follow = () => {
    const { language } = preferences.get()
    document.documentElement.lang = language
    document.title = i18next.t('app.name')
    if (i18next.language !== language) void i18next.changeLanguage(language)
  }
  follow()
  preferences.subscribe(follow)
}
