import { CloudServerOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import type { FoundDossier } from '#core/dossier/found-dossier.ts'
import { useDesk, useLive } from '#renderer/app/use-desk.ts'
import { DossierCode } from '#renderer/ui/DossierCode.tsx'
import { ErrorNote } from '#renderer/ui/ErrorNote.tsx'
import { InstantText } from '#renderer/ui/InstantText.tsx'
import { StatusTag } from '#renderer/ui/StatusTag.tsx'

type Answer = { text: string; kind: 'asking' | 'too_many' | 'unreachable' } | { text: string; kind: 'found'; dossiers: FoundDossier[] }

/** Older dossiers, which are at the centre only: looked for when somebody asks, brought here when somebody opens one. */
export function CentreResults({ text }: { text: string }) {
  const { t } = useTranslation()
  const { centreSearch, records } = useDesk()
  const { keepMonths } = useLive(records.policy)
  const [answer, setAnswer] = useState<Answer | null>(null)
  if (text.length < 2) return null
  const ask = async () => {
    setAnswer({ text, kind: 'asking' })
    setAnswer({ text, ...(await centreSearch.find(text)) })
  }
  const shown = answer?.text === text ? answer : null
  return (
    <section className="mc-card mc-centre-results" aria-labelledby="centre-results">
      <div className="mc-card-head">
        <h2 id="centre-results">{t('search.centre.title')}</h2>
        <Button icon={<CloudServerOutlined aria-hidden="true" />} loading={shown?.kind === 'asking'} onClick={() => void ask()}>
          {t('search.centre.ask')}
        </Button>
      </div>
      <p className="mc-soft">{t('search.centre.note', { months: keepMonths })}</p>
      <div role="status">
        {shown !== null && shown.kind !== 'found' && <p>{t(`search.centre.${shown.kind}`)}</p>}
        {shown?.kind === 'found' && <FoundList dossiers={shown.dossiers} />}
      </div>
    </section>
  )
}

function FoundList({ dossiers }: { dossiers: FoundDossier[] }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const { centreSearch, dossiers: own } = useDesk()
  const here = new Set(useLive(own.rows).map(({ id }) => id))
  const [problem, setProblem] = useState<unknown>(null)
  const away = dossiers.filter(({ id }) => !here.has(id))
  if (away.length === 0) return <p>{t('search.centre.nothing')}</p>
  const open = (id: FoundDossier['id']) => {
    setProblem(null)
    centreSearch.bring(id).then(() => void navigate(`/dossiers/${id}`), setProblem)
  }
  return (
    <>
      {problem !== null && <ErrorNote error={problem} />}
      <ul className="mc-centre-list" aria-label={t('search.centre.results')}>
        {away.map((one) => (
          <li key={one.id}>
            <button type="button" onClick={() => open(one.id)}>
              <strong>{one.applicantName}</strong>
              {one.birthYear !== '' && `, ${one.birthYear}`} · {one.procedureName} · <DossierCode code={one.code} short /> ·{' '}
              <InstantText at={one.receivedAt} brief="day" /> <StatusTag status={one.status} />
            </button>
          </li>
        ))}
      </ul>
    </>
  )
}
