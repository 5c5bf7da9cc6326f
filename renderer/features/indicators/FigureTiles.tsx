import { useTranslation } from 'react-i18next'
import type { IndicatorGroup } from '#core/indicators/indicator-answers.ts'
import { onTimeShare, report06aRow } from '#core/indicators/report-06a.ts'
import { sumGroups } from '#core/indicators/sum-groups.ts'
import { formatCount, formatShare } from './format-figures.ts'
import type { OpenedNumber } from './report-view.ts'

type Props = { groups: readonly IndicatorGroup[]; onOpen(opened: OpenedNumber): void }

const tiles: { name: string; loud?: boolean; opens: Omit<OpenedNumber, 'title'> }[] = [
  { name: 'received', opens: {} },
  { name: 'settled', opens: { outcomes: ['early', 'on_time', 'late', 'waiting'] } },
  { name: 'inHand', opens: { outcomes: ['open_on_time', 'open_late'] } },
  { name: 'late', loud: true, opens: { outcomes: ['late', 'open_late'] } },
  { name: 'waiting', opens: { outcomes: ['waiting'] } },
  { name: 'lateSync', opens: { lateSync: true } },
]

/** The period in seven figures; each opens the dossiers behind it. */
export function FigureTiles({ groups, onOpen }: Props) {
  const { t } = useTranslation()
  const { tally, extras } = sumGroups(groups)
  const row = report06aRow(tally)
  const values: Record<string, number> = {
    received: row.c3,
    settled: row.c7,
    inHand: row.c11,
    late: tally.late + tally.open_late,
    waiting: tally.waiting,
    lateSync: extras.lateSync,
  }
  return (
    <div className="mc-figure-tiles">
      <button
        type="button"
        className="mc-figure-tile"
        onClick={() => onOpen({ title: t('indicators.tile.onTime'), outcomes: ['early', 'on_time'] })}
      >
        <span>{t('indicators.tile.onTime')}</span>
        <strong data-testid="on-time-share">{formatShare(onTimeShare(tally))}</strong>
      </button>
      {tiles.map(({ name, loud, opens }) => (
        <button
          key={name}
          type="button"
          className={loud === true && (values[name] ?? 0) > 0 ? 'mc-figure-tile mc-figure-loud' : 'mc-figure-tile'}
          onClick={() => onOpen({ title: t(`indicators.tile.${name}`), ...opens })}
        >
          <span>{t(`indicators.tile.${name}`)}</span>
          <strong data-testid={`tile-${name}`}>{formatCount(values[name] ?? 0)}</strong>
        </button>
      ))}
    </div>
  )
}
