import { FileSearchOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate, useParams } from 'react-router'
import { CaseId } from '#core/record/ids.ts'
import { PageLoading } from '#renderer/app/PageLoading.tsx'
import { useDesk, useLive } from '#renderer/app/use-desk.ts'
import type { CaseRow } from '#renderer/data/desk.ts'
import { EmptyState } from '#renderer/ui/EmptyState.tsx'
import { CaseView } from './CaseView.tsx'
import './case.css'
import './reconciliation.css'

/** One case: base, this side, that side and the result, with the papers beside it. */
export function CasePage() {
  const id = CaseId.safeParse(useParams().caseId)
  const row = useLive(useDesk().reconciliation.cases).find((one) => id.success && one.id === id.data)
  return row === undefined ? <MissingCase /> : <OpenCase key={row.id} row={row} />
}

function OpenCase({ row }: { row: CaseRow }) {
  const desk = useDesk()
  const live = useMemo(() => desk.dossiers.page(row.dossierId), [desk, row.dossierId])
  const page = useLive(live)
  if (page === 'loading') return <PageLoading />
  const one = page?.dossier.cases?.find((each) => each.id === row.id)
  return page === null || one === undefined ? <MissingCase /> : <CaseView row={row} one={one} dossier={page.dossier} />
}

function MissingCase() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  return (
    <div className="mc-page">
      <h1 className="mc-hidden">{t('reconciliation.case.notFound')}</h1>
      <EmptyState
        icon={<FileSearchOutlined aria-hidden="true" />}
        title={t('reconciliation.case.notFound')}
        action={
          <Button type="primary" onClick={() => void navigate('/reconciliation')}>
            {t('reconciliation.case.back')}
          </Button>
        }
      >
        {t('reconciliation.case.notFoundText')}
      </EmptyState>
    </div>
  )
}
