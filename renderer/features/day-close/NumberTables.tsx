import { useTranslation } from 'react-i18next'
import type { BookRun, DayFigures, NumberRun } from '#core/day-close/day-close.ts'
import { formatDay } from '#renderer/ui/format.ts'
import '#renderer/ui/plain-table.css'

/** Numbers given out of the slot and of the books, numbers voided and given anew. */
export function NumberTables({ numbers, books, figures }: { numbers: NumberRun[]; books: BookRun[]; figures: DayFigures }) {
  const { t } = useTranslation()
  return (
    <>
      <PlainTable
        caption={t('dayClose.numbers.title')}
        columns={[t('dayClose.numbers.slot'), t('dayClose.numbers.day'), ...runColumns(t)]}
        rows={numbers.map((run) => [String(run.slot).padStart(3, '0'), formatDay(run.day), ...runCells(run)])}
      />
      <PlainTable
        caption={t('dayClose.books.title')}
        columns={[t('dayClose.books.register'), t('dayClose.books.volume'), ...runColumns(t)]}
        rows={books.map((run) => [t(`registers.name.${run.register}`), run.volume, ...runCells(run)])}
      />
      <PlainTable
        caption={t('dayClose.voided.title')}
        columns={[t('dayClose.voided.code'), t('dayClose.voided.reason'), t('dayClose.voided.by')]}
        rows={figures.voided.map(({ code, reason, byName }) => [code, reason, byName])}
      />
      <PlainTable
        caption={t('dayClose.renumbered.title')}
        columns={[t('dayClose.renumbered.before'), t('dayClose.renumbered.after'), t('dayClose.voided.reason')]}
        rows={figures.renumbered.map(({ before, after, reason }) => [before, after, reason])}
      />
    </>
  )
}

const runColumns = (t: (key: string) => string): string[] =>
  ['from', 'to', 'issued', 'missing'].map((name) => t(`dayClose.numbers.${name}`))

const runCells = ({ first, last, issued, missing }: Pick<NumberRun, 'first' | 'last' | 'issued'> & { missing: unknown[] }): string[] => [
  String(first),
  String(last),
  String(issued),
  missing.join(', ') || '–',
]

function PlainTable({ caption, columns, rows }: { caption: string; columns: string[]; rows: string[][] }) {
  if (rows.length === 0) return null
  return (
    <div className="mc-table-scroll">
      <table className="mc-plain-table">
        <caption>{caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.join('/')}>
              {columns.map((column, index) => (
                <td key={column}>{row[index]}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
