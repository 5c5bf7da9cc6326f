import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { KeyHint } from '#renderer/ui/KeyHint.tsx'
import { focusField } from './Field.tsx'
import { InstantTime } from './InstantTime.tsx'
import type { MissingItem } from './missing-items.ts'
import type { Autosave } from './use-autosave.ts'

type Props = {
  missing: MissingItem[]
  autosave: Autosave
  saving: boolean
  onSave: () => void
  onRefuse: () => void
  onMissing: (item: MissingItem) => void
}

const namedAtMost = 4

/** What is missing, each a link to its field, beside the one button that matters; and when the draft was last on disk. */
export function SaveBar({ missing, autosave, saving, onSave, onRefuse, onMissing }: Props) {
  const { t } = useTranslation()
  return (
    <footer className="mc-save-bar">
      <span className="mc-soft mc-small" role="status">
        {autosave.pending ? (
          t('intake.draftSaving')
        ) : autosave.savedAt === null ? (
          t('intake.draftEmpty')
        ) : (
          <>
            {t('intake.draftSaved')} <InstantTime at={autosave.savedAt} />
          </>
        )}
      </span>
      <div className="mc-missing">
        {missing.length === 0 ? (
          <span className="mc-soft">{t('intake.complete')}</span>
        ) : (
          <>
            <span>{t('intake.missingCount', { count: missing.length })}</span>
            <ul>
              {missing.slice(0, namedAtMost).map((item) => (
                <li key={`${item.field}.${item.message}`}>
                  <button
                    type="button"
                    className="mc-link"
                    onClick={() => {
                      onMissing(item)
                      focusField(item.field)
                    }}
                  >
                    {t(`intake.missing.${item.message}`, { name: item.name ?? '' })}
                  </button>
                </li>
              ))}
              {missing.length > namedAtMost && (
                <li className="mc-soft">{t('intake.missingMore', { count: missing.length - namedAtMost })}</li>
              )}
            </ul>
          </>
        )}
      </div>
      <div className="mc-actions">
        <Button onClick={onRefuse} disabled={saving}>
          {t('intake.refuse')}
        </Button>
        <Button type="primary" size="large" loading={saving} onClick={onSave} aria-keyshortcuts="Control+Enter">
          {t('intake.save')} <KeyHint keys="Ctrl+Enter" />
        </Button>
      </div>
    </footer>
  )
}
