import { Button } from 'antd'
import { useCallback, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Dossier } from '#core/dossier/dossier.ts'
import type { OutsideView } from '#core/outside/outside-task.ts'
import { useDesk } from '#renderer/app/use-desk.ts'
import { InstantText } from '#renderer/ui/InstantText.tsx'
import { LookupForm } from './LookupForm.tsx'
import { OutsideState } from './OutsideState.tsx'
import './outside.css'

/** What each system outside has of this dossier or said about it. Nothing here is waited for: the centre does it when it can. */
export function OutsideCard({ dossier }: { dossier: Dossier }) {
  const { t } = useTranslation()
  const { outside } = useDesk()
  const [tasks, setTasks] = useState<OutsideView[] | null>(null)
  const [offline, setOffline] = useState(false)
  const [loading, setLoading] = useState(false)
  const load = useCallback(() => {
    setLoading(true)
    outside
      .ofDossier(dossier.id)
      .then((found) => {
        setTasks(found)
        setOffline(false)
      })
      .catch(() => setOffline(true))
      .finally(() => setLoading(false))
  }, [outside, dossier.id])
  const { nationalPortal } = dossier.sync
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new mark of the portal says that the centre has worked on this dossier
  useEffect(load, [load, nationalPortal.at])
  const checksPerson = dossier.applicant.personalId !== null || dossier.applicant.oldId !== null
  const person = tasks?.find((one) => one.system === 'population')
  const others = (tasks ?? []).filter((one) => one.system !== 'population' && one.system !== 'national_portal')
  return (
    <section className="mc-card" aria-labelledby="outside-title">
      <div className="mc-card-head">
        <h2 id="outside-title">{t('outside.title')}</h2>
        <Button onClick={load} loading={loading}>
          {t('outside.refresh')}
        </Button>
      </div>
      <ul className="mc-outside-list">
        <li>
          <strong>{t('outside.systemOf.national_portal')}</strong>
          <span>
            {t(`outside.portalOf.${nationalPortal.state}`)}
            {nationalPortal.at !== null && (
              <span className="mc-soft">
                {' '}
                <InstantText at={nationalPortal.at} />
              </span>
            )}
            {nationalPortal.note !== '' && <div className="mc-soft">{nationalPortal.note}</div>}
          </span>
        </li>
        {checksPerson && (
          <li>
            <strong>{t('outside.systemOf.population')}</strong>
            {person === undefined || person.answer === null ? <span>{t('outside.unchecked')}</span> : <OutsideState task={person} />}
          </li>
        )}
        {others.map((task) => (
          <li key={task.id}>
            <strong>
              {t(`outside.systemOf.${task.system}`)} <span className="mc-figures">{task.question}</span>
            </strong>
            <OutsideState task={task} />
          </li>
        ))}
      </ul>
      {offline ? <p className="mc-soft">{t('outside.offline')}</p> : <LookupForm dossierId={dossier.id} onAsked={load} />}
    </section>
  )
}
