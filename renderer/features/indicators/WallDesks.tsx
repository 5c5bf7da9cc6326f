import { useTranslation } from 'react-i18next'
import type { Wall } from '#core/indicators/wall.ts'
import { formatInstant } from '#renderer/ui/format.ts'
import '#renderer/ui/plain-table.css'

const mostDesks = 12

/** Desks by when they were last heard of, the most silent first. */
export function WallDesks({ wall: { desks, units } }: { wall: Wall }) {
  const { t } = useTranslation()
  const names = new Map(units.map(({ agency, name }) => [agency, name]))
  const columns = ['desk', 'contact', 'unsent', 'refused'] as const
  return (
    <section className="mc-wall-desks" aria-labelledby="wall-desks">
      <h2 id="wall-desks">{t('indicators.wall.desksTitle')}</h2>
      <table className="mc-plain-table">
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col" className={column === 'unsent' || column === 'refused' ? 'mc-number' : undefined}>
                {t(`indicators.wall.column.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {desks.slice(0, mostDesks).map((desk) => (
            <tr key={`${desk.agency}/${desk.deskName}/${desk.lastContact}`}>
              <td>
                {desk.deskName}, {names.get(desk.agency) ?? desk.agency}
              </td>
              <td className={desk.silent ? 'mc-warn' : undefined}>{formatInstant(desk.lastContact)}</td>
              <td className="mc-number">{desk.unsent}</td>
              <td className="mc-number">{desk.refused}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {desks.length === 0 && <p className="mc-soft">{t('indicators.wall.noDesks')}</p>}
      {desks.length > mostDesks && <p className="mc-soft">{t('indicators.wall.moreDesks', { count: desks.length - mostDesks })}</p>}
    </section>
  )
}
