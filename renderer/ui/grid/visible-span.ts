const overscan = 6

/** Rows to draw so that the window `heightPx` at `scrollTopPx` is full, with some to spare above and below. */
export function visibleSpan(scrollTopPx: number, heightPx: number, rowHeightPx: number, count: number): { from: number; to: number } {
  const from = Math.max(0, Math.min(count, Math.floor(scrollTopPx / rowHeightPx)) - overscan)
  const to = Math.min(count, Math.ceil((scrollTopPx + heightPx) / rowHeightPx) + overscan)
  return { from, to: Math.max(from, to) }
}

/** Scroll position that brings a row into view with the least movement. */
export function scrollToShow(index: number, rowHeightPx: number, scrollTopPx: number, heightPx: number): number {
  const top = index * rowHeightPx
  if (top < scrollTopPx) return top
  if (top + rowHeightPx > scrollTopPx + heightPx) return top + rowHeightPx - heightPx
  return scrollTopPx
}

/** Where a key takes the selection; undefined for keys that do not move it. `index` −1 means nothing is selected. */
export function indexAfterKey(key: string, index: number, count: number, page: number): number | undefined {
  const last = count - 1
  if (count === 0) return undefined
  if (key === 'ArrowDown') return Math.min(last, index + 1)
  if (key === 'ArrowUp') return Math.max(0, index - 1)
  if (key === 'PageDown') return Math.min(last, Math.max(0, index) + page)
  if (key === 'PageUp') return Math.max(0, index - page)
  if (key === 'Home') return 0
  if (key === 'End') return last
  return undefined
}
