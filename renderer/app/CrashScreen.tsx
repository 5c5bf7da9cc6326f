import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { useRouteError } from 'react-router'
import { describeError } from '#renderer/ui/describe-error.ts'
import { ErrorNote } from '#renderer/ui/ErrorNote.tsx'

/** What is left of a screen that failed: plain words and a way on. Inside the frame the rest of the desk stays usable. */
export function CrashScreen({ inFrame }: { inFrame?: boolean }) {
  const { t } = useTranslation()
  const { safe, detail } = describeError(t, useRouteError())
  return (
    <div className={inFrame ? 'mc-page' : 'mc-whole'}>
      <main className="mc-whole-card">
        <h1>{t('app.crash.title')}</h1>
        <ErrorNote what={t('app.crash.what')} safe={safe} todo={t('app.crash.todo')} detail={detail} />
        <div className="mc-actions">
          <Button type="primary" onClick={() => location.reload()}>
            {t('app.crash.reload')}
          </Button>
          <Button href="#/" onClick={() => setTimeout(() => location.reload())}>
            {t('app.crash.home')}
          </Button>
        </div>
      </main>
    </div>
  )
}
