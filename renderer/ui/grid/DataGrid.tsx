import { type KeyboardEvent, type MouseEvent, type ReactNode, useId, useRef } from 'react'
import './data-grid.css'
import { GridHeader } from './GridHeader.tsx'
import { GridRow } from './GridRow.tsx'
import type { GridColumn, GridOrder } from './grid-column.ts'
import { useViewport, type ViewportProps } from './use-viewport.ts'
import { indexAfterKey, scrollToShow, visibleSpan } from './visible-span.ts'

type Props<T> = ViewportProps & {
  label: string
  columns: GridColumn<T>[]
  rows: T[]
  keyOf(row: T): string
  selected: string | null
  onSelect(key: string): void
  onOpen?(row: T): void
  order?: GridOrder<T> | null
  onOrder?(order: GridOrder<T>): void
  rowHeightPx?: number
  /** Shown instead of rows. */
  empty: ReactNode
}

/**
 * A table of any length: only the rows in view exist. Arrows, Page, Home and End move, Enter opens; screen readers meet a grid
 * with its true row count. antd's virtual table draws plain boxes without roles and has no keyboard path, hence our own.
 */
export function DataGrid<T>(props: Props<T>) {
  const { rows, columns, keyOf, selected, rowHeightPx = 36 } = props
  const gridId = useId()
  const box = useRef<HTMLDivElement>(null)
  const { scrollTopPx, heightPx, onScroll } = useViewport(box, props)
  const { from, to } = visibleSpan(scrollTopPx, heightPx, rowHeightPx, rows.length)
  const selectedIndex = selected === null ? -1 : rows.findIndex((row) => keyOf(row) === selected)
  const open = (row: T | undefined) => {
    if (row === undefined) return
    props.onSelect(keyOf(row))
    props.onOpen?.(row)
  }
  const onKeyDown = (event: KeyboardEvent<HTMLTableElement>) => {
    if (event.target !== event.currentTarget) return
    if (event.key === 'Enter') return open(rows[selectedIndex])
    const next = indexAfterKey(event.key, selectedIndex, rows.length, Math.floor(heightPx / rowHeightPx))
    const row = next === undefined ? undefined : rows[next]
    if (next === undefined || row === undefined || event.ctrlKey || event.altKey) return
    event.preventDefault()
    props.onSelect(keyOf(row))
    if (box.current !== null) box.current.scrollTop = scrollToShow(next, rowHeightPx, box.current.scrollTop, heightPx)
  }
  return (
    <div ref={box} className="mc-grid" onScroll={onScroll}>
      <table
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a table with its own keys is a grid
        role="grid"
        aria-label={props.label}
        aria-rowcount={rows.length + 1}
        aria-activedescendant={selectedIndex >= from && selectedIndex < to ? `${gridId}-${selectedIndex}` : undefined}
        tabIndex={0}
        onKeyDown={onKeyDown}
        onClick={(event) => open(rows[rowIndexAt(event)])}
      >
        <GridHeader columns={columns} order={props.order ?? null} onOrder={props.onOrder} />
        <tbody style={{ height: rows.length * rowHeightPx }}>
          {rows.slice(from, to).map((row, offset) => (
            <GridRow
              key={keyOf(row)}
              id={`${gridId}-${from + offset}`}
              row={row}
              index={from + offset}
              columns={columns}
              heightPx={rowHeightPx}
              selected={from + offset === selectedIndex}
            />
          ))}
        </tbody>
      </table>
      {rows.length === 0 && props.empty}
    </div>
  )
}

/** Index of the row that was clicked; −1 outside rows and on a row's own buttons. */
function rowIndexAt(event: MouseEvent): number {
  const at = event.target
  if (!(at instanceof Element) || at.closest('button, a, input') !== null) return -1
  return Number(at.closest<HTMLElement>('tr[data-index]')?.dataset.index ?? -1)
}
