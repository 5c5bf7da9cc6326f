import type { IndicatorReport } from '#core/indicators/indicator-answers.ts'
import { BookReport } from './BookReport.tsx'
import { CompareReport } from './CompareReport.tsx'
import { ElectronicReport } from './ElectronicReport.tsx'
import { FormReport } from './FormReport.tsx'
import { FrozenReport } from './FrozenReport.tsx'
import { IndexReport } from './IndexReport.tsx'
import type { OpenedNumber, ReportView } from './report-view.ts'
import { WorkloadReport } from './WorkloadReport.tsx'

type Props = { view: ReportView; report: IndicatorReport; mayFreeze: boolean; onOpen(opened: OpenedNumber): void }

/** The chosen report. */
export function ReportPanel({ view, report, mayFreeze, onOpen }: Props) {
  switch (view.tab) {
    case 'index':
      return <IndexReport view={view} report={report} />
    case 'electronic':
      return <ElectronicReport view={view} />
    case 'compare':
      return <CompareReport view={view} report={report} />
    case 'workload':
      return <WorkloadReport view={view} unitName={report.agencyName} />
    case 'book':
      return <BookReport view={view} report={report} />
    case 'frozen':
      return <FrozenReport view={view} mayFreeze={mayFreeze} />
    default:
      return <FormReport view={view} report={report} onOpen={onOpen} />
  }
}
