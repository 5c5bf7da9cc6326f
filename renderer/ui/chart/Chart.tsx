import { useEffect, useRef } from 'react'
import { useMedia } from '#renderer/ui/theme/use-media.ts'
import type { ChartOption } from './draw-chart.ts'

type Props = { label: string; height: number; option: ChartOption }

/** A picture of figures that stand in a table beside it; screen readers are told its name and read the table. */
export function Chart({ label, height, option }: Props) {
  const host = useRef<HTMLDivElement>(null)
  const isStill = useMedia('(prefers-reduced-motion: reduce)')
  useEffect(() => {
    const element = host.current
    if (element === null) return
    let end: (() => void) | undefined
    let stopped = false
    // Charts come with the first page that shows one, not with the desk.
    void import('./draw-chart.ts').then(({ drawChart }) => {
      if (!stopped) end = drawChart(element, option, { isStill })
    })
    return () => {
      stopped = true
      end?.()
    }
  }, [option, isStill])
  return <div ref={host} role="img" aria-label={label} style={{ height }} />
}
