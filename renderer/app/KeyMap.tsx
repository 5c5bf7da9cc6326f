import { Fragment, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Dialog } from '#renderer/ui/Dialog.tsx'
import { KeyHint } from '#renderer/ui/KeyHint.tsx'
import { listShortcuts, type Shortcut, useShortcut } from '#renderer/ui/use-shortcut.ts'
import { openKeyMap } from './page-signals.ts'

/** `?` shows every key that works on this screen. */
export function KeyMap() {
  const { t } = useTranslation()
  const [shown, setShown] = useState<Shortcut[] | null>(null)
  const show = () => setShown(listShortcuts())
  useShortcut('?|Ctrl+/', t('app.keys.map'), show)
  useEffect(() => openKeyMap.listen(() => setShown(listShortcuts())), [])
  if (shown === null) return null
  return (
    <Dialog title={t('app.keys.title')} onClose={() => setShown(null)}>
      <dl className="mc-key-list">
        {shown.map((one) => (
          <Fragment key={one.keys + one.label}>
            <dt>
              {one.keys.split('|').map((keys) => (
                <Fragment key={keys}>
                  <span className="mc-hidden">{keys}</span>
                  <KeyHint keys={keys} />{' '}
                </Fragment>
              ))}
            </dt>
            <dd>{one.label}</dd>
          </Fragment>
        ))}
      </dl>
    </Dialog>
  )
}
