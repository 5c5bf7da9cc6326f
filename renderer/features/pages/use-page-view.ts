import { useState } from 'react'
import type { Placement } from '#core/dossier/dossier.ts'

/** A factor of one image pixel per CSS pixel, or a way to fit. */
export type Zoom = number | 'page' | 'width'

const steps = [0.1, 0.15, 0.25, 0.35, 0.5, 0.75, 1, 1.5, 2, 3, 4]

/** Which page is looked at, how large and how turned. */
export function usePageView(
  placements: readonly Placement[],
  start: string | undefined,
  onRotate: ((id: string, rotation: Placement['rotation']) => void) | undefined,
) {
  const [id, setId] = useState(start ?? placements[0]?.id)
  const [zoom, setZoom] = useState<Zoom>('page')
  const [looks, setLooks] = useState<Record<string, Placement['rotation']>>({})
  const at = Math.max(
    0,
    placements.findIndex((one) => one.id === id),
  )
  const page = placements[at]
  const rotation = page === undefined ? 0 : (looks[page.id] ?? page.rotation)

  const go = (to: number) => {
    const next = placements[to]
    if (next !== undefined) setId(next.id)
  }
  const turn = (quarter: 90 | 270) => {
    if (page === undefined) return
    const turned = toRotation(rotation + quarter)
    if (onRotate) onRotate(page.id, turned)
    else setLooks((old) => ({ ...old, [page.id]: turned }))
  }
  return {
    page,
    at,
    zoom,
    rotation,
    setZoom,
    next: () => go(at + 1),
    previous: () => go(at - 1),
    zoomIn: () => setZoom((old) => steps.find((step) => step > size(old) + 0.001) ?? size(old)),
    zoomOut: () => setZoom((old) => steps.findLast((step) => step < size(old) - 0.001) ?? size(old)),
    fitPage: () => setZoom('page'),
    fitWidth: () => setZoom('width'),
    turnLeft: () => turn(270),
    turnRight: () => turn(90),
  }
}

/** A fitted page of 200 dpi stands at about this factor on a desk screen. */
function size(zoom: Zoom): number {
  return typeof zoom === 'number' ? zoom : zoom === 'page' ? 0.35 : 0.5
}

function toRotation(degrees: number): Placement['rotation'] {
  const all = [0, 90, 180, 270] as const
  return all[(degrees / 90) % 4] ?? 0
}
