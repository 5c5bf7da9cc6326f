import type { TFunction } from 'i18next'
import { ageBounds, type Workload } from '#core/indicators/workload.ts'
import { formatDay, formatInstant } from '#renderer/ui/format.ts'
import type { ReportSheet } from './report-sheet.ts'

/** What each official has in hand, by age. */
export function workloadSheet(t: TFunction, agency: string, { asOf, rows }: Workload): ReportSheet {
  const number = (title: string, width = 46) => ({ title, align: 'right' as const, width })
  const ages = [...ageBounds, null].map((bound, index) =>
    bound === null
      ? t('indicators.workload.over', { days: (ageBounds.at(-1) ?? 1) - 1 })
      : t('indicators.workload.days', { from: ageBounds[index - 1] ?? 0, to: bound - 1 }),
  )
  return {
    title: t('indicators.workload.name'),
    subtitle: t('indicators.workload.asOf', { at: formatInstant(asOf) }),
    agency,
    columns: [
      { title: t('indicators.by.agency'), align: 'left', width: 110 },
      { title: t('indicators.workload.holder'), align: 'left', width: '*' },
      number(t('indicators.tile.inHand'), 54),
      number(t('indicators.tile.late')),
      number(t('indicators.workload.paused')),
      ...ages.map((title) => number(title)),
      number(t('indicators.workload.oldest'), 60),
    ],
    rows: rows.map((row) => [
      row.agencyName,
      row.personName || t(`indicators.role.${row.role ?? 'none'}`),
      row.open,
      row.late,
      row.paused,
      ...row.ages,
      formatDay(row.oldest),
    ]),
    total: [
      t('indicators.form.total'),
      '',
      ...(['open', 'late', 'paused'] as const).map((name) => rows.reduce((sum, row) => sum + row[name], 0)),
      ...ages.map((_, index) => rows.reduce((sum, row) => sum + (row.ages[index] ?? 0), 0)),
      '',
    ],
    notes: [t('indicators.workload.rule')],
  }
}
