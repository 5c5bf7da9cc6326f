import { useTranslation } from 'react-i18next'
import type { DayFigures } from '#core/day-close/day-close.ts'
import { Money } from '#renderer/ui/Money.tsx'

/** The day in six figures. */
export function FigureTiles({ figures, missing }: { figures: DayFigures; missing: number }) {
  const { t } = useTranslation()
  const tiles = [
    { name: 'received', value: figures.received },
    { name: 'refusedIntake', value: figures.refusedIntake },
    { name: 'voided', value: figures.voided.length },
    { name: 'missing', value: missing },
    { name: 'collected', value: <Money vnd={figures.collectedVnd} /> },
    { name: 'refunded', value: <Money vnd={figures.refundedVnd} /> },
  ] as const
  return (
    <dl className="mc-tiles">
      {tiles.map(({ name, value }) => (
        <div key={name} className={name === 'missing' && missing > 0 ? 'mc-tile mc-tile-loud' : 'mc-tile'}>
          <dt>{t(`dayClose.figures.${name}`)}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}
