import { type RefObject, useLayoutEffect, useRef, useState } from 'react'

export const headerHeightPx = 36

export type ViewportProps = {
  /** Names what the rows answer; another question starts at `firstScrollTopPx` again. */
  question?: string
  /** Where the list stood when the screen was left. */
  firstScrollTopPx?: number
  onScrolled?(scrollTopPx: number): void
}

/** Height and scroll position of the box, without the header. */
export function useViewport(box: RefObject<HTMLDivElement | null>, { question, firstScrollTopPx = 0, onScrolled }: ViewportProps) {
  const [scrollTopPx, setScrollTop] = useState(firstScrollTopPx)
  const [heightPx, setHeight] = useState(600)
  const placed = useRef<string | null>(null)
  useLayoutEffect(() => {
    const element = box.current
    if (element === null) return
    const measure = () => setHeight(element.clientHeight - headerHeightPx)
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    return () => observer.disconnect()
  }, [box])
  // The first position counts once a question; afterwards the person scrolls.
  useLayoutEffect(() => {
    if (box.current === null || placed.current === (question ?? '')) return
    placed.current = question ?? ''
    box.current.scrollTop = firstScrollTopPx
  }, [box, question, firstScrollTopPx])
  const onScroll = () => {
    const top = box.current?.scrollTop ?? 0
    setScrollTop(top)
    onScrolled?.(top)
  }
  return { scrollTopPx, heightPx, onScroll }
}
