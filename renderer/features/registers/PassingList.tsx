import { useTranslation } from 'react-i18next'
import type { RegisterStanding } from '#renderer/data/registers/desk-registers.ts'
import { InstantText } from '#renderer/ui/InstantText.tsx'
import '#renderer/ui/plain-table.css'

const columns = ['at', 'what', 'desk', 'by', 'reached', 'reason'] as const

/** Who had the book when, newest first. */
export function PassingList({ book }: { book: RegisterStanding }) {
  const { t } = useTranslation()
  if (book.passings.length === 0) return null
  return (
    <details className="mc-register-history">
      <summary>{t('registers.history')}</summary>
      <div className="mc-table-scroll">
        <table className="mc-plain-table" aria-label={t('registers.historyOf', { register: t(`registers.name.${book.register}`) })}>
          <thead>
            <tr>
              {columns.map((column) => (
                <th key={column} scope="col">
                  {t(`registers.column.${column}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {[...book.passings].reverse().map((passing) => (
              <tr key={`${passing.at}-${passing.what}`}>
                <td>
                  <InstantText at={passing.at} />
                </td>
                <td>
                  {t(`registers.passing.${passing.what}`)}
                  {passing.hubPass !== undefined && <div className="mc-soft mc-small">{t('registers.passing.atHub')}</div>}
                </td>
                <td>{passing.deskName || '–'}</td>
                <td>{passing.byName || '–'}</td>
                <td>
                  {Object.entries(passing.reached)
                    .map(([year, number]) => `${number}/${year}`)
                    .join(', ') || '–'}
                </td>
                <td>{passing.reason || '–'}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  )
}
