import type { TFunction } from 'i18next'
import type { ListedDossier } from '#core/indicators/indicator-answers.ts'
import type { Outcome } from '#core/indicators/tally.ts'
import { DossierCode } from '#renderer/ui/DossierCode.tsx'
import { formatDay, formatInstant } from '#renderer/ui/format.ts'
import type { GridColumn } from '#renderer/ui/grid/grid-column.ts'

const tones: Partial<Record<Outcome, string>> = { late: 'mc-tone-red', open_late: 'mc-tone-red', waiting: 'mc-tone-blue' }

/** What the list behind a number shows of each dossier. */
export function listedColumns(t: TFunction): GridColumn<ListedDossier>[] {
  const title = (name: string) => t(`indicators.list.${name}`)
  return [
    { id: 'code', title: title('code'), width: '206px', cell: ({ code }) => <DossierCode code={code} /> },
    { id: 'applicant', title: title('applicant'), width: 'minmax(116px, 1fr)', cell: ({ applicantName }) => applicantName },
    { id: 'procedure', title: title('procedure'), width: 'minmax(110px, 1.6fr)', cell: ({ procedureName }) => procedureName },
    { id: 'unit', title: title('unit'), width: 'minmax(84px, 0.8fr)', cell: ({ receivingName }) => receivingName },
    { id: 'received', title: title('received'), width: '96px', cell: ({ receivedAt }) => formatDay(receivedAt) },
    { id: 'due', title: title('due'), width: '138px', cell: ({ dueAt }) => (dueAt === null ? '–' : formatInstant(dueAt)) },
    {
      id: 'finished',
      title: title('finished'),
      width: '138px',
      cell: ({ finishedAt }) => (finishedAt === null ? '–' : formatInstant(finishedAt)),
    },
    {
      id: 'outcome',
      title: title('outcome'),
      width: 'minmax(140px, 1fr)',
      cell: ({ outcome, lateSync }) => (
        <span className={tones[outcome]}>
          {t(`indicators.outcome.${outcome}`)}
          {lateSync && `, ${t('indicators.list.lateSync')}`}
        </span>
      ),
    },
  ]
}
