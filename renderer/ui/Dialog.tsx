import { CloseOutlined } from '@ant-design/icons'
import { type ReactNode, useEffect, useId, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import './dialog.css'

type Props = { title: string; titleHidden?: boolean; widthPx?: number; onClose(): void; children: ReactNode }

/**
 * A modal over the page while it is rendered: focus stays inside, Esc and a press outside close it, focus goes back to where it
 * was. The browser's own `<dialog>`, because antd's Modal writes a style element without a nonce, which the page's policy refuses.
 */
export function Dialog({ title, titleHidden, widthPx = 480, onClose, children }: Props) {
  const { t } = useTranslation()
  const titleId = useId()
  const box = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    const element = box.current
    const before = document.activeElement
    element?.showModal()
    return () => {
      element?.close()
      if (before instanceof HTMLElement) before.focus()
    }
  }, [])
  return (
    <dialog
      ref={box}
      className="mc-dialog"
      style={{ width: widthPx }}
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault()
        onClose()
      }}
      onPointerDown={(event) => event.target === event.currentTarget && onClose()}
    >
      <div className="mc-dialog-body">
        <h2 id={titleId} className={titleHidden ? 'mc-hidden' : undefined}>
          {title}
        </h2>
        {children}
        {!titleHidden && (
          <button type="button" className="mc-dialog-close" aria-label={t('ui.close')} onClick={onClose}>
            <CloseOutlined aria-hidden="true" />
          </button>
        )}
      </div>
    </dialog>
  )
}
