import { Select } from 'antd'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { periodOf } from '#core/indicators/period.ts'
import { sumOfWall, type WallFigure } from '#core/indicators/wall.ts'
import type { AgencySlug } from '#core/record/ids.ts'
import { dayOf, toInstant } from '#core/record/instant.ts'
import { CentreErrorNote } from '#renderer/app/CentreErrorNote.tsx'
import { PageLoading } from '#renderer/app/PageLoading.tsx'
import { useDesk } from '#renderer/app/use-desk.ts'
import { formatInstant, formatSize } from '#renderer/ui/format.ts'
import { PageHeader } from '#renderer/ui/PageHeader.tsx'
import { formatCount } from './format-figures.ts'
import { firstView, rememberView } from './report-view.ts'
import { useAnswer } from './use-answer.ts'
import { WallDesks } from './WallDesks.tsx'
import { WallMatrix } from './WallMatrix.tsx'
import './wall.css'

const everyMs = 15_000
const tiles: { figure: WallFigure; loud?: boolean }[] = [
  { figure: 'receivedToday' },
  { figure: 'finishedToday' },
  { figure: 'inHand' },
  { figure: 'late', loud: true },
  { figure: 'dueToday' },
  { figure: 'paused' },
  { figure: 'openCases', loud: true },
  { figure: 'refused', loud: true },
  { figure: 'unsent' },
  { figure: 'silentDesks', loud: true },
]

/** Giám sát: how all units stand at this moment, for a leader or the operations centre. */
export function WallPage() {
  const { t } = useTranslation()
  const { indicators } = useDesk()
  const navigate = useNavigate()
  const [chosen, setChosen] = useState<AgencySlug | null>(null)
  const units = useAnswer('units', indicators.units)
  const known = units.value?.units ?? []
  const unit = known.find(({ agency }) => agency === chosen) ?? known[0]
  const wish = { agency: unit?.agency ?? '', below: unit?.hasBelow === true }
  const { value: wall, error, again } = useAnswer(unit === undefined ? null : JSON.stringify(wish), () => indicators.wall(wish))
  useEffect(() => {
    const timer = setInterval(() => {
      if (!document.hidden) again()
    }, everyMs)
    return () => clearInterval(timer)
  }, [again])
  const drill = (agency: AgencySlug) => {
    rememberView({
      ...firstView(),
      agency,
      below: false,
      kind: 'month',
      period: periodOf('month', dayOf(toInstant(Date.now()))),
      tab: 'form',
    })
    void navigate('/statistics')
  }
  if (wall === null)
    return error === null && units.error === null ? (
      <PageLoading />
    ) : (
      <CentreErrorNote error={error ?? units.error} again={error === null ? units.again : again} />
    )
  const { storage } = wall
  return (
    <div className="mc-page mc-page-scroll mc-wall">
      <PageHeader
        title={t('indicators.wall.title')}
        detail={t('indicators.wall.asOf', { at: formatInstant(wall.asOf) })}
        actions={
          <Select
            aria-label={t('indicators.unit')}
            className="mc-report-unit"
            showSearch={{ optionFilterProp: 'label' }}
            value={unit?.agency ?? ''}
            onChange={(agency) => setChosen(known.find((one) => one.agency === agency)?.agency ?? null)}
            options={known.map(({ agency, name }) => ({ value: agency, label: name }))}
          />
        }
      />
      {error !== null && <CentreErrorNote error={error} again={again} />}
      <dl className="mc-wall-tiles">
        {tiles.map(({ figure, loud }) => {
          const count = sumOfWall(wall.units, figure)
          return (
            <div key={figure} className={loud === true && count > 0 ? 'mc-wall-tile mc-wall-loud' : 'mc-wall-tile'}>
              <dt>{t(`indicators.wall.${figure}`)}</dt>
              <dd data-testid={`wall-${figure}`}>{formatCount(count)}</dd>
            </div>
          )
        })}
      </dl>
      <div className="mc-wall-body">
        <WallMatrix units={wall.units} onOpen={drill} />
        <WallDesks wall={wall} />
      </div>
      <p className="mc-soft">
        {t('indicators.wall.storage', {
          pages: formatCount(storage.pages),
          size: formatSize(storage.pageBytes ?? 0),
          warehouse: formatSize(storage.warehouseBytes ?? 0),
        })}
        {wall.unreadable > 0 && ` · ${t('indicators.complete.unreadable', { count: wall.unreadable })}`}
        {wall.dataUntil === null
          ? ` · ${t('indicators.complete.never')}`
          : ` · ${t('indicators.wall.until', { at: formatInstant(wall.dataUntil) })}`}
      </p>
    </div>
  )
}
