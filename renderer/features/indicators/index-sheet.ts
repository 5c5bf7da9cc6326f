import type { TFunction } from 'i18next'
import type { IndicatorReport } from '#core/indicators/indicator-answers.ts'
import { type ReformStanding, reformStandings, shareOf } from '#core/indicators/reform-index.ts'
import { sumGroups } from '#core/indicators/sum-groups.ts'
import { sayPeriod } from './form-sheet.ts'
import { formatCount, formatShare } from './format-figures.ts'
import type { ReportSheet } from './report-sheet.ts'
import type { ReportView } from './report-view.ts'
import { sayCompleteness } from './say-completeness.ts'

/** What our records say of the index of QĐ 766 in a period. */
export function indexSheet(t: TFunction, view: ReportView, report: IndicatorReport): ReportSheet {
  const { tally, extras } = sumGroups(report.groups)
  const meanDays = extras.timed === 0 ? null : extras.activeMs / extras.timed / 86_400_000
  return {
    title: t('indicators.index.name'),
    subtitle: sayPeriod(t, view),
    agency: report.agencyName,
    columns: [
      { title: t('indicators.index.group'), align: 'left', width: 110 },
      { title: t('indicators.index.points'), align: 'right', width: 40 },
      { title: t('indicators.index.measure'), align: 'left', width: '*' },
      { title: t('indicators.index.value'), align: 'right', width: 48 },
      { title: t('indicators.index.of'), align: 'right', width: 70 },
      { title: t('indicators.index.target'), align: 'right', width: 44 },
      { title: t('indicators.index.lacks'), align: 'left', width: 130 },
    ],
    rows: reformStandings(tally, extras).flatMap((standing) => rowsOf(t, standing)),
    notes: [
      t('indicators.index.note'),
      ...(meanDays === null ? [] : [t('indicators.index.mean', { days: meanDays.toFixed(1).replace('.', ',') })]),
      sayCompleteness(t, report.completeness),
    ],
  }
}

function rowsOf(t: TFunction, { group, points, measures, lacks }: ReformStanding): (string | number)[][] {
  return measures.map(({ key, part, whole, target }, index) => [
    index === 0 ? t(`indicators.index.groups.${group}`) : '',
    index === 0 ? (points === null ? t('indicators.index.shared') : String(points)) : '',
    t(`indicators.index.measures.${key}`),
    formatShare(shareOf(part, whole)),
    `${formatCount(part)}/${formatCount(whole)}`,
    target === null ? '–' : formatShare(target),
    index === 0 ? lacks.map((lack) => t(`indicators.index.lack.${lack}`)).join('; ') || t('indicators.index.whole') : '',
  ])
}
