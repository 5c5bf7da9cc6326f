import {
  CloseOutlined,
  ColumnWidthOutlined,
  LeftOutlined,
  RightOutlined,
  RotateLeftOutlined,
  RotateRightOutlined,
  ZoomInOutlined,
  ZoomOutOutlined,
} from '@ant-design/icons'
import { Button } from 'antd'
import { type ReactNode, useRef } from 'react'
import { createPortal } from 'react-dom'
import { useTranslation } from 'react-i18next'
import type { Placement } from '#core/dossier/dossier.ts'
import { PageCanvas } from './PageCanvas.tsx'
import './pages.css'
import { useFocusInside } from './use-focus-inside.ts'
import { usePageView } from './use-page-view.ts'

type Props = {
  /** The pages to leaf through, in order. */
  placements: readonly Placement[]
  /** Id of the placement to open with; default the first. */
  start?: string
  /** Given: the viewer covers the window and can be closed. Not given: it fills the place it stands in. */
  onClose?: () => void
  /** Given: a turn is kept. Not given: it is only for looking. */
  onRotate?: (placementId: string, rotation: Placement['rotation']) => void
  /** Told when the picture of a page really stands on screen: a page that could not be opened has not been seen. */
  onShown?: (placement: Placement) => void
}

/** A page in large: + − 0 zoom, wheel with Ctrl, R turns, ← → leaf, W fits the width, Esc closes. */
export function PageViewer({ placements, start, onClose, onRotate, onShown }: Props) {
  const { t } = useTranslation()
  const view = usePageView(placements, start, onRotate)
  const frame = useRef<HTMLDivElement>(null)
  const covers = onClose !== undefined
  useFocusInside(frame, covers)
  const { page } = view
  if (page === undefined) return null

  const acts: Record<string, () => void> = {
    ArrowRight: view.next,
    PageDown: view.next,
    ArrowLeft: view.previous,
    PageUp: view.previous,
    '+': view.zoomIn,
    '=': view.zoomIn,
    '-': view.zoomOut,
    '0': view.fitPage,
    w: view.fitWidth,
    r: view.turnRight,
    R: view.turnLeft,
    ...(onClose ? { Escape: onClose } : {}),
  }
  const button = (name: string, key: string, icon: ReactNode, run: () => void, disabled = false) => (
    <Button
      type="text"
      icon={icon}
      aria-label={t(`pages.${name}`)}
      title={`${t(`pages.${name}`)} (${key})`}
      disabled={disabled}
      onClick={run}
    />
  )
  const body = (
    // biome-ignore lint/a11y/noStaticElementInteractions lint/a11y/useAriaPropsSupportedByRole: it is a dialog where it covers the window, else a group
    <div
      ref={frame}
      className={`mc-viewer${covers ? ' mc-viewer-over' : ''}`}
      role={covers ? 'dialog' : 'group'}
      aria-modal={covers || undefined}
      aria-label={t('pages.viewer')}
      tabIndex={-1}
      onKeyDown={(event) => {
        const act = event.ctrlKey || event.altKey ? undefined : acts[event.key]
        if (act === undefined) return
        event.preventDefault()
        event.stopPropagation()
        act()
      }}
    >
      <div className="mc-viewer-tools" role="toolbar" aria-label={t('pages.tools')}>
        {button('previous', '←', <LeftOutlined aria-hidden="true" />, view.previous, view.at === 0)}
        <span className="mc-figures" aria-live="polite">
          {t('pages.position', { at: view.at + 1, total: placements.length })}
        </span>
        {button('next', '→', <RightOutlined aria-hidden="true" />, view.next, view.at === placements.length - 1)}
        <span className="mc-viewer-gap" />
        {button('zoomOut', '−', <ZoomOutOutlined aria-hidden="true" />, view.zoomOut)}
        <span className="mc-figures">
          {view.zoom === 'page' ? t('pages.fitPage') : view.zoom === 'width' ? t('pages.fitWidth') : `${Math.round(view.zoom * 100)} %`}
        </span>
        {button('zoomIn', '+', <ZoomInOutlined aria-hidden="true" />, view.zoomIn)}
        {button('fitWidth', 'W', <ColumnWidthOutlined aria-hidden="true" />, view.fitWidth)}
        <span className="mc-viewer-gap" />
        {button('rotateLeft', 'Shift R', <RotateLeftOutlined aria-hidden="true" />, view.turnLeft)}
        {button('rotateRight', 'R', <RotateRightOutlined aria-hidden="true" />, view.turnRight)}
        {onClose && (
          <>
            <span className="mc-viewer-push" />
            {button('close', 'Esc', <CloseOutlined aria-hidden="true" />, onClose)}
          </>
        )}
      </div>
      <PageCanvas
        key={page.page}
        placement={page}
        rotation={view.rotation}
        zoom={view.zoom}
        onZoom={view.setZoom}
        number={view.at + 1}
        onShown={() => onShown?.(page)}
      />
    </div>
  )
  return covers ? createPortal(body, document.body) : body
}
