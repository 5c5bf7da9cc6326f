import { FileSearchOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate, useParams } from 'react-router'
import { DossierId } from '#core/record/ids.ts'
import { PageLoading } from '#renderer/app/PageLoading.tsx'
import { useDesk, useLive } from '#renderer/app/use-desk.ts'
import { EmptyState } from '#renderer/ui/EmptyState.tsx'
import { DossierView } from './DossierView.tsx'
import './dossier.css'

/** One dossier: its facts, pages, history, and what may be done now. */
export function DossierPage() {
  const id = DossierId.safeParse(useParams().id)
  return id.success ? <OpenDossier key={id.data} id={id.data} /> : <MissingDossier />
}

function OpenDossier({ id }: { id: DossierId }) {
  const desk = useDesk()
  const live = useMemo(() => desk.dossiers.page(id), [desk, id])
  const page = useLive(live)
  if (page === 'loading') return <PageLoading />
  return page === null ? <MissingDossier /> : <DossierView page={page} />
}

function MissingDossier() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  return (
    <div className="mc-page">
      <h1 className="mc-hidden">{t('dossier.notFound.title')}</h1>
      <EmptyState
        icon={<FileSearchOutlined aria-hidden="true" />}
        title={t('dossier.notFound.title')}
        action={
          <div className="mc-actions">
            <Button type="primary" onClick={() => void navigate('/search')}>
              {t('dossier.notFound.search')}
            </Button>
            <Button onClick={() => void navigate('/')}>{t('dossier.notFound.queue')}</Button>
          </div>
        }
      >
        {t('dossier.notFound.text')}
      </EmptyState>
    </div>
  )
}
