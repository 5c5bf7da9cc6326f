import { CaretDownFilled, CaretUpFilled } from '@ant-design/icons'
import type { GridColumn, GridOrder } from './grid-column.ts'

type Props<T> = { columns: GridColumn<T>[]; order: GridOrder<T> | null; onOrder: ((order: GridOrder<T>) => void) | undefined }

/** Column names; those that sort are buttons and say which way. */
export function GridHeader<T>({ columns, order, onOrder }: Props<T>) {
  return (
    <thead>
      <tr aria-rowindex={1} style={{ gridTemplateColumns: tracksOf(columns) }}>
        {columns.map((column) => {
          const { sortBy } = column
          const sorted = sortBy !== undefined && order?.column === sortBy ? (order.descending ? 'descending' : 'ascending') : undefined
          return (
            <th key={column.id} scope="col" aria-sort={sorted} className={column.align === 'end' ? 'mc-end' : undefined}>
              {sortBy !== undefined && onOrder !== undefined ? (
                <button type="button" onClick={() => onOrder({ column: sortBy, descending: sorted === 'ascending' })}>
                  {column.title}
                  {sorted !== undefined && (
                    <span aria-hidden="true">
                      {sorted === 'ascending' ? <CaretUpFilled aria-hidden="true" /> : <CaretDownFilled aria-hidden="true" />}
                    </span>
                  )}
                </button>
              ) : (
                column.title
              )}
            </th>
          )
        })}
      </tr>
    </thead>
  )
}

/** The tracks every row shares. */
export function tracksOf<T>(columns: GridColumn<T>[]): string {
  return columns.map((column) => column.width).join(' ')
}
