import { Alert, Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { useDesk, useLive } from '#renderer/app/use-desk.ts'
import type { DossierPage } from '#renderer/data/desk.ts'
import { NumberNotice } from '#renderer/features/registers/NumberNotice.tsx'
import { ErrorNote } from '#renderer/ui/ErrorNote.tsx'
import { DisputeNotice } from './DisputeNotice.tsx'
import { describeFailure } from './describe-failure.ts'

/** What a person has to know before anything else: in dispute, shown only, or refused by the centre and why. */
export function DossierNotices({ page, viewError }: { page: DossierPage; viewError: unknown }) {
  const { t } = useTranslation()
  const { refusal } = page.mark
  return (
    <>
      {page.readOnly && <Alert type="warning" showIcon title={t('dossier.readOnly.title')} description={t('dossier.readOnly.text')} />}
      {page.disputes.map((dispute) => (
        <DisputeNotice key={dispute.id} dispute={dispute} dossier={page.dossier} />
      ))}
      <NumberNotice page={page} />
      {viewError !== null && <ErrorNote {...describeFailure(t, viewError)} what={t('dossier.viewUnrecorded')} />}
      {page.mark.state === 'refused' && (
        <ErrorNote
          what={`${t('dossier.refused.title')} ${refusal === null ? '' : t(`ui.refusal.${refusal.code}`)}`}
          safe={t('dossier.refused.safe')}
          todo={t('dossier.refused.todo')}
          detail={refusal === null ? '' : `${refusal.code}: ${refusal.reason}`}
          action={<RefusalActions id={page.dossier.id} />}
        />
      )}
    </>
  )
}

function RefusalActions({ id }: { id: DossierPage['dossier']['id'] }) {
  const { t } = useTranslation()
  const desk = useDesk()
  const navigate = useNavigate()
  const item = useLive(desk.sync.outbox).find((one) => one.kind === 'dossier' && one.dossierId === id)
  return (
    <div className="mc-actions">
      {item !== undefined && (
        <Button size="small" onClick={() => void desk.sync.retry(item.key)}>
          {t('dossier.refused.retry')}
        </Button>
      )}
      <Button size="small" onClick={() => void navigate('/outbox')}>
        {t('dossier.refused.outbox')}
      </Button>
    </div>
  )
}
