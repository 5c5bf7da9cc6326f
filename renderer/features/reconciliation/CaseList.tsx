import { CheckSquareOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { findAgency } from '#core/procedure/catalogue.ts'
import type { Oversight } from '#core/reconciliation/oversight.ts'
import type { AgencySlug } from '#core/record/ids.ts'
import { useDesk, useLive } from '#renderer/app/use-desk.ts'
import type { CaseRow } from '#renderer/data/desk.ts'
import { KeyHint } from '#renderer/ui/KeyHint.tsx'
import { useShortcut } from '#renderer/ui/use-shortcut.ts'
import { BulkDialog } from './BulkDialog.tsx'
import { openCaseColumns, settledCaseColumns } from './case-columns.tsx'
import { PlainGrid } from './PlainGrid.tsx'
import { ReopenDialog } from './ReopenDialog.tsx'

type Props = { tab: 'open' | 'settled'; cases: readonly CaseRow[]; oversight: Oversight | null }

/** Cases on this desk: those that wait, or those that were decided. */
export function CaseList({ tab, cases, oversight }: Props) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const catalogue = useLive(useDesk().catalogue)
  const [bulk, setBulk] = useState(false)
  const [reopened, setReopened] = useState<CaseRow | null>(null)
  const rows = cases.filter((one) => (one.settledAt === null) === (tab === 'open'))
  const together = rows.filter((one) => tab === 'open' && !one.legal && one.mayDecide)
  useShortcut('B', t('reconciliation.bulk.title'), () => setBulk(true), together.length > 0)
  const agencyName = (slug: AgencySlug) => findAgency(catalogue, slug)?.shortName ?? slug
  const look = { agencyName, oversight, nowMs: Date.now() }
  const columns =
    tab === 'open'
      ? openCaseColumns(t, look)
      : settledCaseColumns(t, look, (row) => row.mayReopen && <ReopenButton row={row} onReopen={setReopened} />)
  return (
    <>
      <div className="mc-reconciliation-tools">
        <span className="mc-soft mc-figures" role="status">
          {t('reconciliation.count', { count: rows.length })}
        </span>
        {together.length > 0 && (
          <Button size="small" icon={<CheckSquareOutlined aria-hidden="true" />} aria-keyshortcuts="B" onClick={() => setBulk(true)}>
            {t('reconciliation.bulk.button', { count: together.length })} <KeyHint keys="B" />
          </Button>
        )}
      </div>
      <PlainGrid
        tab={tab}
        label={t('reconciliation.listLabel', { tab: t(`reconciliation.tab.${tab}`) })}
        columns={columns}
        rows={rows}
        keyOf={(row) => row.id}
        onOpen={(row) => void navigate(`/reconciliation/${row.id}`)}
      />
      {bulk && <BulkDialog rows={together} onClose={() => setBulk(false)} />}
      {reopened !== null && <ReopenDialog row={reopened} onClose={() => setReopened(null)} />}
    </>
  )
}

function ReopenButton({ row, onReopen }: { row: CaseRow; onReopen: (row: CaseRow) => void }) {
  const { t } = useTranslation()
  return (
    <Button size="small" aria-label={t('reconciliation.reopen.of', { code: row.dossierCode })} onClick={() => onReopen(row)}>
      {t('reconciliation.reopen.button')}
    </Button>
  )
}
