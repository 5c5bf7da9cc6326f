import { useTranslation } from 'react-i18next'
import type { WallUnit } from '#core/indicators/wall.ts'
import type { AgencySlug } from '#core/record/ids.ts'
import { formatCount } from './format-figures.ts'

/** One cell for each unit, those with the most late dossiers first; colour says what the words in it say too. */
export function WallMatrix({ units, onOpen }: { units: readonly WallUnit[]; onOpen(agency: AgencySlug): void }) {
  const { t } = useTranslation()
  return (
    <ul className="mc-wall-matrix" aria-label={t('indicators.wall.matrix')}>
      {units.map((unit) => (
        <li key={unit.agency}>
          <button type="button" className={`mc-wall-cell mc-wall-${stateOf(unit)}`} onClick={() => onOpen(unit.agency)}>
            <strong>{unit.name}</strong>
            <span className="mc-wall-late">{t('indicators.wall.cell.late', { count: formatCount(unit.late) })}</span>
            <span>{t('indicators.wall.cell.inHand', { count: formatCount(unit.inHand) })}</span>
            <span>{t('indicators.wall.cell.today', { count: formatCount(unit.receivedToday) })}</span>
            {unit.silentDesks > 0 && <span className="mc-warn">{t('indicators.wall.cell.silent', { count: unit.silentDesks })}</span>}
            {unit.openCases + unit.refused > 0 && (
              <span className="mc-warn">{t('indicators.wall.cell.cases', { count: unit.openCases + unit.refused })}</span>
            )}
          </button>
        </li>
      ))}
    </ul>
  )
}

/** Red from one late dossier in ten in hand, amber from the first. */
function stateOf({ late, inHand }: WallUnit): 'bad' | 'some' | 'good' {
  if (late === 0) return 'good'
  return late * 10 >= inHand ? 'bad' : 'some'
}
