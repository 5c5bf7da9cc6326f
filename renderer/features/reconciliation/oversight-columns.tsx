import { Button } from 'antd'
import type { TFunction } from 'i18next'
import type { HandedIn, ListedDuplicate, NamedDossier, OrphanedDossier, Quarantined } from '#core/reconciliation/oversight.ts'
import { AgencySlug } from '#core/record/ids.ts'
import { titleOfItem } from '#renderer/features/outbox/outbox-columns.tsx'
import { DossierCode } from '#renderer/ui/DossierCode.tsx'
import type { GridColumn } from '#renderer/ui/grid/grid-column.ts'
import { DayText, InstantText } from '#renderer/ui/InstantText.tsx'
import type { RefusedRow } from './reconciliation-tabs.ts'

type AgencyName = (slug: AgencySlug) => string

export function refusedColumns(t: TFunction): GridColumn<RefusedRow>[] {
  return [
    { id: 'desk', title: t('reconciliation.column.desk'), width: 'minmax(110px, 0.6fr)', cell: (row) => row.deskName },
    { id: 'kind', title: t('reconciliation.column.kind'), width: '96px', cell: (row) => t(`reconciliation.itemKind.${row.kind}`) },
    {
      id: 'item',
      title: t('reconciliation.column.item'),
      width: 'minmax(220px, 1fr)',
      cell: (row) => <span title={row.title}>{titleOfItem(t, row)}</span>,
    },
    { id: 'author', title: t('reconciliation.column.author'), width: 'minmax(130px, 0.7fr)', cell: (row) => row.author },
    { id: 'since', title: t('reconciliation.column.since'), width: '152px', cell: (row) => <InstantText at={row.since} brief /> },
    {
      id: 'reason',
      title: t('reconciliation.column.reason'),
      width: 'minmax(260px, 2fr)',
      cell: ({ refusal }) => (
        <span title={refusal.reason}>
          {t(`ui.refusal.${refusal.code}`)} <span className="mc-soft">{refusal.reason}</span>
        </span>
      ),
    },
  ]
}

export function duplicateColumns(t: TFunction, agencyName: AgencyName): GridColumn<ListedDuplicate>[] {
  return [
    {
      id: 'kind',
      title: t('reconciliation.column.kind'),
      width: 'minmax(190px, 0.8fr)',
      cell: ({ kind, dismissed }) =>
        dismissed === null ? (
          t(`reconciliation.duplicateKind.${kind}`)
        ) : (
          <span className="mc-soft" title={t('reconciliation.judge.decided', { name: dismissed.byName, reason: dismissed.reason })}>
            {t('reconciliation.duplicate.dismissed')}
          </span>
        ),
    },
    {
      id: 'dossiers',
      title: t('reconciliation.column.dossiers'),
      width: 'minmax(460px, 3fr)',
      cell: ({ dossiers }) => (
        <span className="mc-twins">
          {dossiers.map((one) => (
            <NamedText key={one.id} dossier={one} />
          ))}
        </span>
      ),
    },
    {
      id: 'agency',
      title: t('reconciliation.column.agency'),
      width: 'minmax(100px, 0.6fr)',
      cell: ({ dossiers }) => [...new Set(dossiers.map((one) => agencyName(one.agency)))].join(', '),
    },
    { id: 'foundAt', title: t('reconciliation.column.foundAt'), width: '152px', cell: (row) => <InstantText at={row.foundAt} brief /> },
  ]
}

export function orphanedColumns(t: TFunction, agencyName: AgencyName): GridColumn<OrphanedDossier>[] {
  return [
    {
      id: 'dossier',
      title: t('reconciliation.column.dossier'),
      width: 'minmax(360px, 2fr)',
      cell: ({ dossier }) => <NamedText dossier={dossier} />,
    },
    { id: 'unit', title: t('reconciliation.column.unit'), width: 'minmax(160px, 1fr)', cell: (row) => agencyName(row.unit) },
    {
      id: 'mergedInto',
      title: t('reconciliation.column.mergedInto'),
      width: 'minmax(160px, 1fr)',
      cell: (row) => (row.mergedInto === null ? <span className="mc-soft">{t('ui.none')}</span> : agencyName(row.mergedInto)),
    },
    { id: 'since', title: t('reconciliation.column.since'), width: '120px', cell: (row) => <DayText day={row.since} /> },
  ]
}

export function quarantineColumns(t: TFunction, agencyName: AgencyName): GridColumn<Quarantined>[] {
  return [
    {
      id: 'agency',
      title: t('reconciliation.column.agency'),
      width: 'minmax(120px, 0.6fr)',
      cell: ({ database }) => unitOf(database, agencyName),
    },
    {
      id: 'why',
      title: t('reconciliation.column.why'),
      width: 'minmax(150px, 0.7fr)',
      cell: (row) => t(`reconciliation.quarantineWhy.${row.why}`),
    },
    {
      id: 'document',
      title: t('reconciliation.column.document'),
      width: 'minmax(300px, 2fr)',
      cell: (row) => (
        <span className="mc-figures" title={`${row.database}/${row.documentId} ${row.rev}`}>
          {row.documentId} <span className="mc-soft">{row.database}</span>
        </span>
      ),
    },
    {
      id: 'detail',
      title: t('reconciliation.column.detail'),
      width: 'minmax(220px, 1.5fr)',
      cell: (row) => <span title={row.detail}>{row.detail}</span>,
    },
    { id: 'since', title: t('reconciliation.column.since'), width: '152px', cell: (row) => <InstantText at={row.at} brief /> },
  ]
}

/** The catalogue is the whole province's. */
function unitOf(database: string, agencyName: AgencyName): string {
  const slug = AgencySlug.safeParse(/^agency-(.+)-(?:dossiers|journal|pages)$/.exec(database)?.[1])
  return slug.success ? agencyName(slug.data) : database
}

export function handedInColumns(t: TFunction, onJudge: (row: HandedIn) => void): GridColumn<HandedIn>[] {
  return [
    { id: 'desk', title: t('reconciliation.column.desk'), width: 'minmax(120px, 0.7fr)', cell: (row) => row.deskName },
    {
      id: 'dossier',
      title: t('reconciliation.column.dossier'),
      width: 'minmax(150px, 0.8fr)',
      cell: (row) => <DossierCode code={row.dossierCode} short />,
    },
    { id: 'author', title: t('reconciliation.column.author'), width: 'minmax(120px, 0.7fr)', cell: (row) => row.authorName },
    {
      id: 'why',
      title: t('reconciliation.column.why'),
      width: 'minmax(170px, 1fr)',
      cell: (row) => t(`reconciliation.handedInWhy.${row.why}`),
    },
    {
      id: 'pages',
      title: t('reconciliation.column.pages'),
      width: '64px',
      align: 'end',
      cell: (row) => <span className="mc-figures">{row.pages}</span>,
    },
    { id: 'since', title: t('reconciliation.column.since'), width: '152px', cell: (row) => <InstantText at={row.at} brief /> },
    {
      id: 'state',
      title: t('reconciliation.column.state'),
      width: 'minmax(130px, 1fr)',
      cell: ({ state, decided }) => (
        <span title={decided === null ? undefined : t('reconciliation.judge.decided', { name: decided.byName, reason: decided.reason })}>
          {t(`reconciliation.handedInState.${state}`)}
          {decided !== null && <span className="mc-soft"> {decided.byName}</span>}
        </span>
      ),
    },
    {
      id: 'judge',
      title: t('reconciliation.column.action'),
      width: '136px',
      align: 'end',
      cell: (row) =>
        row.state === 'waiting' && (
          <Button size="small" aria-label={t('reconciliation.judge.of', { code: row.dossierCode })} onClick={() => onJudge(row)}>
            {t('reconciliation.judge.button')}
          </Button>
        ),
    },
  ]
}

function NamedText({ dossier }: { dossier: NamedDossier }) {
  return (
    <span className="mc-case-dossier" title={`${dossier.code} ${dossier.applicantName}, ${dossier.procedureName}`}>
      <DossierCode code={dossier.code} short /> <span>{dossier.applicantName}</span>{' '}
      <span className="mc-soft">{dossier.procedureName}</span>
    </span>
  )
}
