import { Skeleton } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Placement } from '#core/dossier/dossier.ts'
import { EmptyState } from '#renderer/ui/EmptyState.tsx'
import { usePageImage } from './use-page-image.ts'
import type { Zoom } from './use-page-view.ts'

type Props = {
  placement: Placement
  rotation: Placement['rotation']
  zoom: Zoom
  onZoom: (zoom: number) => void
  number: number
  onShown: () => void
}

/** One page, fitted or at a factor, turned. The box has the turned page's size, so that scrolling reaches all of it. */
export function PageCanvas({ placement, rotation, zoom, onZoom, number, onShown }: Props) {
  const { t } = useTranslation()
  const image = usePageImage(placement.page, 'full')
  const room = useRef<HTMLElement>(null)
  const [space, setSpace] = useState({ width: 800, height: 600 })

  useEffect(() => {
    const element = room.current
    if (element === null) return
    const observer = new ResizeObserver(() => setSpace({ width: element.clientWidth, height: element.clientHeight }))
    observer.observe(element)
    return () => observer.disconnect()
  }, [])

  const onSide = rotation === 90 || rotation === 270
  const widthPx = onSide ? placement.heightPx : placement.widthPx
  const heightPx = onSide ? placement.widthPx : placement.heightPx
  const fitWidth = (space.width - 24) / widthPx
  const factor = typeof zoom === 'number' ? zoom : zoom === 'width' ? fitWidth : Math.min(fitWidth, (space.height - 24) / heightPx)

  useEffect(() => {
    const element = room.current
    if (element === null) return
    // React's own wheel handler is passive and could not keep the window from zooming.
    const onWheel = (event: WheelEvent) => {
      if (!event.ctrlKey) return
      event.preventDefault()
      onZoom(Math.max(0.05, Math.min(4, factor * (event.deltaY < 0 ? 1.15 : 1 / 1.15))))
    }
    element.addEventListener('wheel', onWheel, { passive: false })
    return () => element.removeEventListener('wheel', onWheel)
  }, [factor, onZoom])

  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling area has to be reachable by keyboard
    <section ref={room} className="mc-viewer-room" tabIndex={0} aria-label={t('pages.pageArea')}>
      {image.failed && (
        <EmptyState icon="□" title={t('pages.notHere')}>
          {t('pages.notHereWhy')}
        </EmptyState>
      )}
      {image.url === null && !image.failed && <Skeleton.Node active className="mc-viewer-waiting" />}
      {image.url !== null && (
        <div className="mc-viewer-box" style={{ width: widthPx * factor, height: heightPx * factor }}>
          <img
            src={image.url}
            alt={t('pages.pageAlt', { number })}
            className={`mc-viewer-page mc-turned-${rotation}`}
            style={{ width: placement.widthPx * factor, height: placement.heightPx * factor }}
            draggable={false}
            onLoad={onShown}
          />
        </div>
      )}
    </section>
  )
}
