import type { IndicatorReport } from '#core/indicators/indicator-answers.ts'
import { FormReport } from './FormReport.tsx'
import type { OpenedNumber, ReportView } from './report-view.ts'

type Props = { view: ReportView; report: IndicatorReport; mayFreeze: boolean; onOpen(opened: OpenedNumber): void }

/** The chosen report. */
export function ReportPanel(props: Props) {
  return <FormReport {...props} />
}
