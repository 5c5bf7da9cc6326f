import type { TFunction } from 'i18next'
import type { IndicatorGroup, IndicatorReport } from '#core/indicators/indicator-answers.ts'
import { electronicTargets, shareOf } from '#core/indicators/reform-index.ts'
import { sumGroups } from '#core/indicators/sum-groups.ts'
import { sayPeriod } from './form-sheet.ts'
import { formatShare } from './format-figures.ts'
import { nameOfGroup } from './name-of-group.ts'
import type { ReportSheet } from './report-sheet.ts'
import type { ReportView } from './report-view.ts'
import { sayCompleteness } from './say-completeness.ts'

/** Dossiers handled wholly electronically: first by level, against the goals, then by what the report is by. */
export function electronicSheet(
  t: TFunction,
  view: ReportView,
  { levels, rows }: { levels: IndicatorReport; rows: IndicatorReport },
): ReportSheet {
  const line = (name: string, { extras }: Pick<IndicatorGroup, 'extras'>, target: number | null) => {
    const share = shareOf(extras.electronic, extras.granted)
    const verdict =
      target === null || share === null ? '' : t(share >= target ? 'indicators.electronic.met' : 'indicators.electronic.missed')
    return [name, extras.granted, extras.electronic, formatShare(share), target === null ? '–' : formatShare(target), verdict]
  }
  const ofLevels = levels.groups.map((group) => line(nameOfGroup(t, 'level', group), group, electronicTargets[group.key] ?? null))
  const ofRows = view.by === 'level' ? [] : rows.groups.map((group) => line(nameOfGroup(t, view.by, group), group, null))
  return {
    title: t('indicators.electronic.name'),
    subtitle: sayPeriod(t, view),
    agency: rows.agencyName,
    columns: [
      { title: `${t('indicators.by.level')} / ${t(`indicators.by.${view.by}`)}`, align: 'left', width: '*' },
      { title: t('indicators.electronic.granted'), align: 'right', width: 70 },
      { title: t('indicators.electronic.electronic'), align: 'right', width: 70 },
      { title: t('indicators.electronic.share'), align: 'right', width: 50 },
      { title: t('indicators.index.target'), align: 'right', width: 50 },
      { title: t('indicators.electronic.verdict'), align: 'left', width: 70 },
    ],
    rows: [...ofLevels, ...ofRows],
    total: line(t('indicators.form.total'), sumGroups(rows.groups), null),
    notes: [t('indicators.electronic.rule'), sayCompleteness(t, rows.completeness)],
  }
}
