import type { TFunction } from 'i18next'
import type { IndicatorReport } from '#core/indicators/indicator-answers.ts'
import type { Period } from '#core/indicators/period.ts'
import { shareOf } from '#core/indicators/reform-index.ts'
import { onTimeShare, report06aRow } from '#core/indicators/report-06a.ts'
import { sumGroups } from '#core/indicators/sum-groups.ts'
import { formatShortDay } from '#renderer/ui/format.ts'
import { sayPeriod } from './form-sheet.ts'
import { formatDifference, formatShare } from './format-figures.ts'
import type { ReportSheet } from './report-sheet.ts'
import type { ReportView } from './report-view.ts'
import { sayCompleteness } from './say-completeness.ts'

type Two = { now: IndicatorReport; before: IndicatorReport }

/** The figures of two periods side by side, with what changed. */
export function compareSheet(t: TFunction, periods: { view: ReportView; before: Period }, { now, before }: Two): ReportSheet {
  const days = ({ from, to }: Period) => `${formatShortDay(from)}–${formatShortDay(to)}`
  const [a, b] = [figuresOf(before), figuresOf(now)]
  const counts = b.counts.map(([name, count], index) => {
    const earlier = a.counts[index]?.[1] ?? 0
    return [t(`indicators.compare.${name}`), earlier, count, formatDifference(count - earlier)]
  })
  const shares = b.shares.map(([name, share], index) => {
    const earlier = a.shares[index]?.[1] ?? null
    return [t(`indicators.compare.${name}`), formatShare(earlier), formatShare(share), pointsBetween(earlier, share)]
  })
  return {
    title: t(periods.view.kind === 'week' ? 'indicators.compare.weekly' : 'indicators.compare.name'),
    subtitle: sayPeriod(t, periods.view),
    agency: now.agencyName,
    columns: [
      { title: t('indicators.compare.figure'), align: 'left', width: '*' },
      { title: t('indicators.compare.before', { days: days(periods.before) }), align: 'right', width: 100 },
      { title: t('indicators.compare.now', { days: days(periods.view.period) }), align: 'right', width: 100 },
      { title: t('indicators.compare.difference'), align: 'right', width: 80 },
    ],
    rows: [...counts, ...shares],
    notes: [t('indicators.form.rule'), sayCompleteness(t, now.completeness)],
  }
}

/** What two periods are compared by. */
export function figuresOf({ groups }: IndicatorReport) {
  const { tally, extras } = sumGroups(groups)
  const row = report06aRow(tally)
  const counts: [string, number][] = [
    ['received', row.c4 + row.c5],
    ['online', row.c4],
    ['carried', row.c6],
    ['finished', tally.early + tally.on_time + tally.late],
    ['finishedLate', tally.late],
    ['inHand', row.c11],
    ['openLate', row.c13],
    ['waiting', tally.waiting],
    ['lateSync', extras.lateSync],
  ]
  const shares: [string, number | null][] = [
    ['onTime', onTimeShare(tally)],
    ['onlineShare', shareOf(row.c4, row.c4 + row.c5)],
    ['electronic', shareOf(extras.electronic, extras.granted)],
    ['satisfied', shareOf(extras.satisfied, extras.rated)],
  ]
  return { counts, shares }
}

/** `+1,2 điểm`: shares differ in percentage points. */
function pointsBetween(before: number | null, now: number | null): string {
  if (before === null || now === null) return '–'
  const points = Math.round((now - before) * 1000) / 10
  return points === 0 ? '0' : `${points > 0 ? '+' : '−'}${String(Math.abs(points)).replace('.', ',')}`
}
