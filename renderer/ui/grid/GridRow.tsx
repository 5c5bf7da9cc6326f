import { tracksOf } from './GridHeader.tsx'
import type { GridColumn } from './grid-column.ts'

type Props<T> = { id: string; row: T; index: number; columns: GridColumn<T>[]; heightPx: number; selected: boolean }

/** One row at its place in the long body. */
export function GridRow<T>({ id, row, index, columns, heightPx, selected }: Props<T>) {
  return (
    <tr
      id={id}
      data-index={index}
      aria-rowindex={index + 2}
      aria-selected={selected}
      style={{ top: index * heightPx, height: heightPx, gridTemplateColumns: tracksOf(columns) }}
    >
      {columns.map((column) => (
        <td key={column.id} className={column.align === 'end' ? 'mc-end' : undefined}>
          {column.cell(row)}
        </td>
      ))}
    </tr>
  )
}
