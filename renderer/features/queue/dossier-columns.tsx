import type { TFunction } from 'i18next'
import type { AgencySlug } from '#core/record/ids.ts'
import type { DossierRow } from '#renderer/data/desk.ts'
import { DeadlineTag } from '#renderer/ui/DeadlineTag.tsx'
import { DossierCode } from '#renderer/ui/DossierCode.tsx'
import type { GridColumn } from '#renderer/ui/grid/grid-column.ts'
import { InstantText } from '#renderer/ui/InstantText.tsx'
import { SyncTag } from '#renderer/ui/SyncTag.tsx'
import { MissingItems } from './MissingItems.tsx'

type Look = {
  /** Short name of a procedure, where the catalogue has one. */
  shortNameOf(procedureCode: string): string | undefined
  /** Nothing in the list has a running clock, so that the first column needs little room. */
  closed?: boolean
  /** Name of the agency that received a dossier; given where the list holds dossiers of several. */
  communeOf?: (slug: AgencySlug) => string
}

/** The desk's columns: Hạn, Mã, Chủ hồ sơ, Thủ tục, Đang ở ai, Còn thiếu, Đã gửi. Names get the most room. */
export function dossierColumns(t: TFunction, { shortNameOf, closed, communeOf }: Look): GridColumn<DossierRow>[] {
  return [
    {
      id: 'due',
      title: t('queue.column.due'),
      width: closed ? '112px' : '184px',
      sortBy: 'dueAt',
      cell: (row) => <DeadlineTag deadline={row.deadline} dueAt={row.dueAt} status={row.status} plain brief />,
    },
    {
      id: 'code',
      title: t('queue.column.code'),
      width: '136px',
      sortBy: 'code',
      cell: (row) => <DossierCode code={row.code} short />,
    },
    ...(communeOf === undefined ? [] : [communeColumn(t, communeOf)]),
    {
      id: 'applicant',
      title: t('queue.column.applicant'),
      width: 'minmax(180px, 1.3fr)',
      sortBy: 'applicantName',
      cell: (row) => (
        <span className="mc-keep-end" title={row.applicantName}>
          <strong className="mc-strong">{row.applicantName}</strong>
          {row.birthYear !== '' && <span className="mc-soft mc-figures">, {row.birthYear}</span>}
        </span>
      ),
    },
    {
      id: 'procedure',
      title: t('queue.column.procedure'),
      width: 'minmax(128px, 1.1fr)',
      sortBy: 'procedureName',
      cell: (row) => <span title={`${row.procedureCode} ${row.procedureName}`}>{shortNameOf(row.procedureCode) ?? row.procedureName}</span>,
    },
    {
      id: 'holder',
      title: t('queue.column.holder'),
      width: 'minmax(150px, 1fr)',
      sortBy: 'holderSince',
      cell: (row) => <Holder row={row} t={t} />,
    },
    { id: 'missing', title: t('queue.column.missing'), width: '116px', sortBy: 'missingPapers', cell: (row) => <MissingItems row={row} /> },
    { id: 'sync', title: t('queue.column.sync'), width: '116px', sortBy: 'sync', cell: (row) => <SyncTag state={row.sync} short /> },
  ]
}

function communeColumn(t: TFunction, communeOf: (slug: AgencySlug) => string): GridColumn<DossierRow> {
  return {
    id: 'commune',
    title: t('queue.column.commune'),
    width: 'minmax(112px, 0.7fr)',
    sortBy: 'receivingAgency',
    cell: (row) => <span title={communeOf(row.receivingAgency)}>{communeOf(row.receivingAgency)}</span>,
  }
}

function Holder({ row, t }: { row: DossierRow; t: TFunction }) {
  const name = row.holderName !== '' ? row.holderName : row.holderRole === null ? '' : t(`ui.roleShort.${row.holderRole}`)
  if (name === '') return <span className="mc-soft">–</span>
  return (
    <span className="mc-keep-end" title={row.holderRole === null ? name : `${t(`ui.role.${row.holderRole}`)} · ${name}`}>
      <span>{name}</span>
      <span className="mc-soft">
        {' · '}
        <InstantText at={row.holderSince} brief="day" />
      </span>
    </span>
  )
}
