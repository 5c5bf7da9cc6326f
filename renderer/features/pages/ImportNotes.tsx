import { CloseCircleFilled, CloseOutlined } from '@ant-design/icons'
import { Button, Progress } from 'antd'
import { useTranslation } from 'react-i18next'
import type { PageImport } from './use-page-import.ts'

/** How far an import is, and what could not be taken, one sentence a file. */
export function ImportNotes({ pageImport }: { pageImport: PageImport }) {
  const { t } = useTranslation()
  const { progress, failures } = pageImport
  return (
    <div aria-live="polite" className="mc-import-notes">
      {progress !== null && (
        <div className="mc-import-progress">
          <span>{progress.total === 0 ? t('pages.opening', { name: progress.name }) : t('pages.taking', progress)}</span>
          <Progress
            percent={progress.total === 0 ? 0 : Math.round(((progress.page - 1) / progress.total) * 100)}
            size="small"
            showInfo={false}
            aria-label={t('pages.progress')}
          />
          <Button size="small" onClick={pageImport.cancel}>
            {t('pages.cancel')}
          </Button>
        </div>
      )}
      {failures.length > 0 && (
        <div className="mc-import-failed" role="alert">
          <div className="mc-import-failed-head">
            <CloseCircleFilled aria-hidden="true" />
            <strong>{t('pages.failed', { count: failures.length })}</strong>
            <Button
              size="small"
              type="text"
              icon={<CloseOutlined aria-hidden="true" />}
              aria-label={t('pages.close')}
              onClick={pageImport.clearFailures}
            />
          </div>
          <ul className="mc-import-failures">
            {failures.map((failure) => (
              <li key={failure.key}>
                <strong>{failure.name}</strong>: {t(`pages.problem.${failure.code}`)}{' '}
                {failure.taken > 0 && t('pages.takenBefore', { count: failure.taken })}
                {failure.detail !== '' && (
                  <details>
                    <summary>{t('ui.error.detail')}</summary>
                    <code>{failure.detail}</code>
                  </details>
                )}
              </li>
            ))}
          </ul>
        </div>
      )}
    </div>
  )
}
