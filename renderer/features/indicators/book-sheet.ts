import type { TFunction } from 'i18next'
import type { IndicatorReport } from '#core/indicators/indicator-answers.ts'
import type { DossierBook } from '#core/indicators/workload.ts'
import { formatInstant } from '#renderer/ui/format.ts'
import { sayPeriod } from './form-sheet.ts'
import type { ReportSheet } from './report-sheet.ts'
import type { ReportView } from './report-view.ts'
import { sayCompleteness } from './say-completeness.ts'

type Written = { view: ReportView; report: IndicatorReport; book: Pick<DossierBook, 'total' | 'lines'> }

/** The book of dossiers with the columns of form 07 (TT 03/2025/TT-VPCP). */
export function bookSheet(t: TFunction, { view, report, book }: Written): ReportSheet {
  const column = (name: string, width: number | '*', align: 'left' | 'right' | 'center' = 'left') => ({
    title: t(`indicators.book.${name}`),
    align,
    width,
  })
  const when = (at: DossierBook['lines'][number]['dueAt']) => (at === null ? '' : formatInstant(at))
  return {
    title: t('indicators.book.name'),
    subtitle: sayPeriod(t, view),
    agency: report.agencyName,
    columns: [
      { title: t('indicators.form.number'), align: 'center', width: 20 },
      column('code', 70),
      column('procedure', '*'),
      column('sets', 26, 'right'),
      column('applicant', 66),
      column('contact', 80),
      column('competent', 60),
      column('received', 46),
      column('due', 46),
      column('forwarded', 46),
      column('result', 46),
      column('returned', 46),
      column('delivery', 46),
      column('signature', 40),
      column('note', 50),
    ],
    rows: book.lines.map((line, index) => [
      index + 1,
      line.code,
      line.procedureName,
      line.sets,
      line.applicantName,
      line.contact,
      line.competentName,
      when(line.receivedAt),
      when(line.dueAt),
      when(line.forwardedAt),
      when(line.resultAt),
      when(line.returnedAt),
      t(`indicators.book.method.${line.deliveryMethod}`),
      line.returnedTo,
      line.note,
    ]),
    notes: [t('indicators.list.total', { count: book.total }), sayCompleteness(t, report.completeness)],
  }
}
