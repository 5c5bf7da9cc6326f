import { CheckCircleFilled, ClockCircleOutlined, CloudUploadOutlined, PrinterOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useEffect, useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useDesk, useLive } from '#renderer/app/use-desk.ts'
import { FormPreview } from '#renderer/features/forms/FormPreview.tsx'
import { InstantText } from '#renderer/ui/InstantText.tsx'
import { KeyHint } from '#renderer/ui/KeyHint.tsx'
import { Tag } from '#renderer/ui/Tag.tsx'
import type { SavedIntake } from './use-save-intake.ts'

/** After saving: the code in large type, how far the dossier has got, the sheet, and the next citizen. */
export function SavedPanel({ saved, onNext }: { saved: SavedIntake; onNext: () => void }) {
  const { t } = useTranslation()
  const desk = useDesk()
  const { dossier, form } = saved
  const page = useLive(useMemo(() => desk.dossiers.page(dossier.id), [desk, dossier.id]))
  const loaded = page !== null && page !== 'loading' ? page : null
  const printed = loaded?.timeline.some((event) => event.type === 'formPrinted' && event.data.output === 'printer') ?? false
  const acknowledged = loaded?.mark.state === 'acknowledged'
  const atOffice = loaded?.mark.at === 'office'
  const refused = loaded?.mark.state === 'refused'
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])
  return (
    <div className="mc-saved">
      <div className="mc-saved-facts">
        <h1 ref={heading} tabIndex={-1}>
          {t(form === '01' ? 'intake.saved.received' : 'intake.saved.refused')}
        </h1>
        <p className="mc-saved-code mc-code">
          {dossier.code.slice(0, -4)}
          <strong>{dossier.code.slice(-4)}</strong>
        </p>
        <p>
          {dossier.applicant.name} · {dossier.procedure.name}
        </p>
        {dossier.dueAt !== null && (
          <p>
            {t('intake.appointment')}{' '}
            <strong>
              <InstantText at={dossier.dueAt} weekday />
            </strong>
          </p>
        )}
        <ul className="mc-saved-states" aria-live="polite">
          <li>
            <Tag tone="green" icon={<CheckCircleFilled />}>
              {t('intake.saved.local')}
            </Tag>
          </li>
          <li>
            {refused ? (
              <Tag tone="red" icon="✕">
                {t('intake.saved.sendRefused')}
              </Tag>
            ) : (
              <Tag tone={acknowledged ? 'green' : 'neutral'} icon={acknowledged ? <CheckCircleFilled /> : <CloudUploadOutlined />}>
                {t(acknowledged ? (atOffice ? 'intake.saved.sentToOffice' : 'intake.saved.sent') : 'intake.saved.waiting')}
              </Tag>
            )}
          </li>
          <li>
            <Tag tone={printed ? 'green' : 'amber'} icon={printed ? <PrinterOutlined /> : <ClockCircleOutlined />}>
              {t(printed ? 'intake.saved.printed' : 'intake.saved.notPrinted')}
            </Tag>
          </li>
        </ul>
        <div className="mc-actions">
          <Button type="primary" size="large" onClick={onNext} aria-keyshortcuts="F2">
            {t('intake.next')} <KeyHint keys="F2" />
          </Button>
          <Link to={`/dossiers/${encodeURIComponent(dossier.id)}`}>{t('intake.openDossier')}</Link>
        </div>
      </div>
      <FormPreview form={form} dossier={dossier} printAtOnce />
    </div>
  )
}
