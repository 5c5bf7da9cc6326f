import type { TFunction } from 'i18next'
import type { ListedDossiers } from '#core/indicators/indicator-answers.ts'
import { formatInstant } from '#renderer/ui/format.ts'
import type { ReportSheet } from './report-sheet.ts'
import { sayCompleteness } from './say-completeness.ts'

type Listed = { title: string; period: string; unitName: string; listed: Omit<ListedDossiers, 'next'> }

/** The list behind a number as paper. */
export function listSheet(t: TFunction, { title, period, unitName, listed }: Listed): ReportSheet {
  const column = (name: string, width: number | '*') => ({ title: t(`indicators.list.${name}`), align: 'left' as const, width })
  return {
    title: t('indicators.list.title', { title }),
    subtitle: period,
    agency: unitName,
    columns: [
      { title: t('indicators.form.number'), align: 'center', width: 24 },
      column('code', 118),
      column('applicant', 100),
      column('procedure', '*'),
      column('unit', 84),
      column('received', 66),
      column('due', 66),
      column('finished', 66),
      column('outcome', 70),
    ],
    rows: listed.dossiers.map((one, index) => [
      index + 1,
      one.code,
      one.applicantName,
      one.procedureName,
      one.receivingName,
      formatInstant(one.receivedAt),
      one.dueAt === null ? '–' : formatInstant(one.dueAt),
      one.finishedAt === null ? '–' : formatInstant(one.finishedAt),
      t(`indicators.outcome.${one.outcome}`) + (one.lateSync ? `, ${t('indicators.list.lateSync')}` : ''),
    ]),
    notes: [t('indicators.list.total', { count: listed.total }), sayCompleteness(t, listed.completeness)],
  }
}
