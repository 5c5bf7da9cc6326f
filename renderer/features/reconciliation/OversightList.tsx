import { CloudSyncOutlined, SafetyCertificateOutlined } from '@ant-design/icons'
import { Skeleton } from 'antd'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { findAgency } from '#core/procedure/catalogue.ts'
import type { HandedIn, ListedDuplicate } from '#core/reconciliation/oversight.ts'
import type { AgencySlug, DossierId } from '#core/record/ids.ts'
import { CentreErrorNote } from '#renderer/app/CentreErrorNote.tsx'
import { useDesk, useLive } from '#renderer/app/use-desk.ts'
import { DeskFailure } from '#renderer/data/desk-failure.ts'
import { EmptyState } from '#renderer/ui/EmptyState.tsx'
import { ErrorNote } from '#renderer/ui/ErrorNote.tsx'
import { DuplicateDialog } from './DuplicateDialog.tsx'
import { JudgeDialog } from './JudgeDialog.tsx'
import { duplicateColumns, handedInColumns, orphanedColumns, quarantineColumns, refusedColumns } from './oversight-columns.tsx'
import { PlainGrid } from './PlainGrid.tsx'
import { listRefused, oversees, type ReconciliationTab } from './reconciliation-tabs.ts'
import type { OversightView } from './use-oversight.ts'

type OversightTab = Exclude<ReconciliationTab, 'open' | 'settled'>

/** A list that only the centre can make, with the truth about how old it is. */
export function OversightList({ tab, view }: { tab: OversightTab; view: OversightView }) {
  const { t } = useTranslation()
  const roles = useLive(useDesk().session.current)?.roles ?? []
  const { oversight, asking, error } = view
  if (!oversees(roles)) {
    return (
      <EmptyState icon={<SafetyCertificateOutlined aria-hidden="true" />} title={t('reconciliation.notYours')}>
        {t('reconciliation.notYoursText')}
      </EmptyState>
    )
  }
  if (oversight === null && asking) return <Skeleton active title={false} paragraph={{ rows: 6 }} />
  return (
    <>
      {error !== null && <StaleNote view={view} />}
      {oversight === null ? (
        <EmptyState icon={<CloudSyncOutlined aria-hidden="true" />} title={t('reconciliation.noAnswer')}>
          {t('reconciliation.noAnswerText')}
        </EmptyState>
      ) : (
        <Rows tab={tab} oversight={oversight} />
      )}
    </>
  )
}

function StaleNote({ view: { error, refresh } }: { view: OversightView }) {
  const { t } = useTranslation()
  const atHub = error instanceof DeskFailure && (error.code === 'province_unreachable' || error.code === 'province_sign_in_needed')
  if (atHub) return <CentreErrorNote error={error} again={refresh} />
  return (
    <ErrorNote
      what={t('reconciliation.stale')}
      safe={t('reconciliation.staleSafe')}
      todo={t('reconciliation.staleTodo')}
      detail={error instanceof Error ? error.message : String(error)}
    />
  )
}

function Rows({ tab, oversight }: { tab: OversightTab; oversight: NonNullable<OversightView['oversight']> }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const catalogue = useLive(useDesk().catalogue)
  const [judged, setJudged] = useState<HandedIn | null>(null)
  const [twins, setTwins] = useState<ListedDuplicate | null>(null)
  const agencyName = (slug: AgencySlug) => findAgency(catalogue, slug)?.shortName ?? slug
  const open = (id: DossierId | null) => id !== null && void navigate(`/dossiers/${id}`)
  const refused = useMemo(() => listRefused(oversight), [oversight])
  const shared = { tab, label: t('reconciliation.listLabel', { tab: t(`reconciliation.tab.${tab}`) }) }
  return (
    <>
      {tab === 'refused' && (
        <PlainGrid {...shared} columns={refusedColumns(t)} rows={refused} keyOf={(row) => row.id} onOpen={(row) => open(row.dossierId)} />
      )}
      {tab === 'duplicates' && (
        <PlainGrid
          {...shared}
          columns={duplicateColumns(t, agencyName)}
          rows={oversight.duplicates}
          keyOf={(row) => row.id}
          rowHeightPx={56}
          onOpen={setTwins}
        />
      )}
      {tab === 'orphaned' && (
        <PlainGrid
          {...shared}
          columns={orphanedColumns(t, agencyName)}
          rows={oversight.orphaned}
          keyOf={(row) => row.dossier.id}
          onOpen={(row) => open(row.dossier.id)}
        />
      )}
      {tab === 'quarantine' && (
        <PlainGrid {...shared} columns={quarantineColumns(t, agencyName)} rows={oversight.quarantined} keyOf={(row) => row.id} />
      )}
      {tab === 'handedIn' && (
        <PlainGrid
          {...shared}
          columns={handedInColumns(t, setJudged)}
          rows={oversight.handedIn}
          keyOf={(row) => row.id}
          onOpen={setJudged}
        />
      )}
      {judged !== null && <JudgeDialog work={judged} onClose={() => setJudged(null)} />}
      {twins !== null && <DuplicateDialog twins={twins} agencyName={agencyName} onClose={() => setTwins(null)} />}
    </>
  )
}
