import '#renderer/ui/plain-table.css'
import { formatCount } from './format-figures.ts'
import type { ReportSheet } from './report-sheet.ts'

/** A report on the screen as it will stand on paper. */
export function SheetTable({ sheet: { title, columns, rows, total } }: { sheet: ReportSheet }) {
  const cells = (row: (string | number)[]) =>
    row.map((value, index) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: a cell is its place in the row
      <td key={index} className={classOf(columns[index])}>
        {typeof value === 'number' ? formatCount(value) : value}
      </td>
    ))
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table is scrolled by keyboard too
    <div className="mc-table-scroll" tabIndex={0}>
      <table className="mc-plain-table mc-sheet-table" aria-label={title}>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.title} scope="col" className={classOf(column)}>
                {column.title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows of a report have no name of their own
            <tr key={index}>{cells(row)}</tr>
          ))}
        </tbody>
        {total !== undefined && (
          <tfoot>
            <tr>{cells(total)}</tr>
          </tfoot>
        )}
      </table>
    </div>
  )
}

/** Numbers stand at the end; the column that takes the rest never becomes a thread of single words. */
function classOf(column: ReportSheet['columns'][number] | undefined): string | undefined {
  if (column?.align === 'right') return 'mc-number'
  return column?.width === '*' ? 'mc-sheet-wide' : undefined
}
