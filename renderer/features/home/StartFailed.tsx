import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { BrandMark } from '#renderer/app/BrandMark.tsx'
import { DeskFailure } from '#renderer/data/desk-failure.ts'
import { ErrorNote } from '#renderer/ui/ErrorNote.tsx'
import { ThemeProvider } from '#renderer/ui/theme/ThemeProvider.tsx'
import '#renderer/app/frame.css'

/** The desk could not open: another window has it, or the disk would not answer. */
export function StartFailed({ error }: { error: unknown }) {
  const { t } = useTranslation()
  const second = error instanceof DeskFailure && error.code === 'second_window'
  return (
    <ThemeProvider>
      <main className="mc-whole">
        <div className="mc-whole-card">
          <span className="mc-brand">
            <BrandMark size={28} /> {t('app.name')}
          </span>
          <h1>{t(second ? 'home.secondWindow' : 'home.cannotOpen')}</h1>
          <ErrorNote error={error} />
          <div className="mc-actions">
            <Button type="primary" onClick={() => location.reload()}>
              {t('home.openHere')}
            </Button>
          </div>
        </div>
      </main>
    </ThemeProvider>
  )
}
