import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { DossierPage, DossierRow } from '#renderer/data/desk.ts'
import { DeadlineTag } from '#renderer/ui/DeadlineTag.tsx'
import { formatShortDay } from '#renderer/ui/format.ts'
import { InstantText } from '#renderer/ui/InstantText.tsx'
import { StatusTag } from '#renderer/ui/StatusTag.tsx'
import { SyncTag } from '#renderer/ui/SyncTag.tsx'
import { DossierTools } from './DossierTools.tsx'

type Props = { page: DossierPage; row: DossierRow | undefined; reading: boolean; onReading: (reading: boolean) => void }

/** Which dossier, whose, where it stands, until when, and whether it is safe: always in sight. */
export function DossierHeader({ page: { dossier, mark }, row, reading, onReading }: Props) {
  const { t } = useTranslation()
  const { business, code, dueAt } = dossier
  const title = useRef<HTMLHeadingElement>(null)
  // Going on to the next dossier takes the pressed button away; the new one's name is where reading goes on.
  useEffect(() => {
    if (document.activeElement === document.body) title.current?.focus()
  }, [])
  const unsent = row?.pagesUnsent ?? 0
  return (
    <header className="mc-dossier-header">
      <div className="mc-dossier-name">
        <h1 ref={title} tabIndex={-1}>
          <span className="mc-hidden">{t('dossier.title', { code })}</span>
          <span className="mc-code" aria-hidden="true">
            {code.slice(0, -4)}
            <strong>{code.slice(-4)}</strong>
          </span>
        </h1>
        <span className="mc-dossier-who">{dossier.applicant.name}</span>
        <span className="mc-soft mc-dossier-what">{dossier.procedure.name}</span>
        <DossierTools dossier={dossier} reading={reading} onReading={onReading} />
      </div>
      <div className="mc-dossier-state">
        <StatusTag status={business.status} stage={business.stage} />
        <DeadlineTag deadline={row?.deadline ?? 'none'} dueAt={dueAt} status={business.status} />
        <span>
          <span className="mc-soft">{t('dossier.due')} </span>
          <span className={row?.deadline === 'paused' ? 'mc-soft' : 'mc-strong'}>
            {dueAt === null ? t('dossier.noDue') : <InstantText at={dueAt} weekday />}
          </span>
        </span>
        <HolderText holder={business.holder} />
        <span className="mc-dossier-sync">
          <SyncTag state={mark.state} at={mark.at} />
          {unsent > 0 && <span className="mc-soft"> · {t('dossier.pagesUnsent', { count: unsent })}</span>}
        </span>
      </div>
    </header>
  )
}

function HolderText({ holder }: { holder: DossierPage['dossier']['business']['holder'] }) {
  const { t } = useTranslation()
  if (holder.role === null) return null
  return (
    <span>
      <span className="mc-soft">{t('dossier.holder')} </span>
      {t(`ui.role.${holder.role}`)}
      {holder.name !== '' && `, ${holder.name}`}
      <span className="mc-soft">
        {' '}
        {t('dossier.holderSince')} <time dateTime={holder.since}>{formatShortDay(holder.since)}</time>
      </span>
    </span>
  )
}
