import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { openSearch } from '#renderer/app/page-signals.ts'
import { Dialog } from '#renderer/ui/Dialog.tsx'
import { useShortcut } from '#renderer/ui/use-shortcut.ts'
import './search.css'
import { SearchBox } from './SearchBox.tsx'

/** Ctrl+K anywhere: results as you type, Enter opens. */
export function SearchOverlay() {
  const { t } = useTranslation()
  const [open, setOpen] = useState(false)
  useShortcut('Ctrl+K', t('app.keys.search'), () => setOpen(true))
  useEffect(() => openSearch.listen(() => setOpen(true)), [])
  if (!open) return null
  return (
    <Dialog title={t('app.searchLabel')} titleHidden widthPx={720} onClose={() => setOpen(false)}>
      <SearchBox onDone={() => setOpen(false)} />
    </Dialog>
  )
}
