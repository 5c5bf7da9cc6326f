import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Sending } from '#core/dossier/dossier.ts'
import { findAgency } from '#core/procedure/catalogue.ts'
import type { AgencySlug } from '#core/record/ids.ts'
import { useDesk, useLive } from '#renderer/app/use-desk.ts'
import type { DossierPage } from '#renderer/data/desk.ts'
import { ErrorNote } from '#renderer/ui/ErrorNote.tsx'
import { InstantText } from '#renderer/ui/InstantText.tsx'
import { SendForm } from './SendForm.tsx'

/** Which other agencies work on this dossier too, since when and why; sending and taking back. */
export function SendingsCard({ page }: { page: DossierPage }) {
  const { t } = useTranslation()
  const [sending, setSending] = useState(false)
  const may = (command: 'sendToAgency' | 'takeBack') => page.allowed.some((one) => one.command === command && one.refusedBecause === null)
  const sendings = page.dossier.sendings ?? []
  if (sendings.length === 0 && !may('sendToAgency')) return null
  return (
    <section className="mc-card mc-sendings" aria-labelledby="sendings-title">
      <div className="mc-card-head">
        <h2 id="sendings-title">{t('dossier.sendings.title')}</h2>
        {may('sendToAgency') && !sending && <Button onClick={() => setSending(true)}>{t('dossier.sendings.send')}</Button>}
      </div>
      {sending && <SendForm dossier={page.dossier} onClose={() => setSending(false)} />}
      {sendings.length === 0 && !sending && <p className="mc-soft">{t('dossier.sendings.none')}</p>}
      <ul className="mc-sending-list">
        {sendings.map((one) => (
          <li key={one.id}>
            <SendingLine dossier={page.dossier} sending={one} mayEnd={may('takeBack')} />
          </li>
        ))}
      </ul>
    </section>
  )
}

type LineProps = { dossier: DossierPage['dossier']; sending: Sending; mayEnd: boolean }

function SendingLine({ dossier, sending, mayEnd }: LineProps) {
  const { t } = useTranslation()
  const { dossiers, catalogue } = useDesk()
  const known = useLive(catalogue)
  const [problem, setProblem] = useState<unknown>(null)
  const [busy, setBusy] = useState(false)
  const nameOf = (slug: AgencySlug) => findAgency(known, slug)?.name ?? slug
  const end = () => {
    setBusy(true)
    setProblem(null)
    dossiers
      .run(dossier.id, { do: 'takeBack', sendingId: sending.id })
      .catch(setProblem)
      .finally(() => setBusy(false))
  }
  return (
    <>
      <strong>{nameOf(sending.to)}</strong>
      <div className="mc-soft">
        {t('dossier.sendings.sent', { name: sending.sent.byName })} <InstantText at={sending.sent.at} />
        {sending.note !== '' && ` · ${sending.note}`}
      </div>
      {sending.ended !== null ? (
        <div className="mc-soft">
          {t('dossier.sendings.ended', { name: sending.ended.byName })} <InstantText at={sending.ended.at} />
        </div>
      ) : (
        mayEnd && (
          <Button size="small" loading={busy} onClick={end} aria-label={t('dossier.sendings.takeBackFrom', { agency: nameOf(sending.to) })}>
            {t('dossier.sendings.takeBack')}
          </Button>
        )
      )}
      {problem !== null && <ErrorNote error={problem} />}
    </>
  )
}
