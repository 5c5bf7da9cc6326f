import { Modal } from 'antd'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { openSearch } from '#renderer/app/page-signals.ts'
import { useShortcut } from '#renderer/ui/use-shortcut.ts'
import './search.css'
import { SearchBox } from './SearchBox.tsx'

/** Ctrl+K anywhere: results as you type, Enter opens. */
export function SearchOverlay() {
  const { t } = useTranslation()
  const [open, setOpen] = useState(false)
  useShortcut('Ctrl+K', t('app.keys.search'), () => setOpen(true))
  useEffect(() => openSearch.listen(() => setOpen(true)), [])
  return (
    <Modal
      open={open}
      onCancel={() => setOpen(false)}
      footer={null}
      closable={false}
      width={720}
      destroyOnHidden
      className="mc-search"
      style={{ top: 56 }}
      title={<span className="mc-hidden">{t('app.searchLabel')}</span>}
    >
      <SearchBox onDone={() => setOpen(false)} />
    </Modal>
  )
}
