import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import type { OutsideView } from '#core/outside/outside-task.ts'
import type { DossierPage } from '#renderer/data/desk.ts'
import { LookupForm } from './LookupForm.tsx'
import { AtText, OutsideState, PortalTag, Unchecked } from './OutsideState.tsx'
import { useOutsideTasks } from './use-outside-tasks.ts'
import './outside.css'

/** What each system outside has of this dossier or said about it. Nothing here is waited for: the centre does it when it can. */
export function OutsideCard({ page: { dossier, mark } }: { page: DossierPage }) {
  const { t } = useTranslation()
  const { tasks, unseen, loading, load } = useOutsideTasks(dossier)
  const { nationalPortal } = dossier.sync
  const checksPerson = dossier.applicant.personalId !== null || dossier.applicant.oldId !== null
  const others = (tasks ?? []).filter((one) => one.system !== 'population' && one.system !== 'national_portal').sort(latestFirst)
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
            <PortalTag state={nationalPortal.state} />
            <AtText at={nationalPortal.at} />
            {nationalPortal.note !== '' && (
              <div className="mc-soft" lang="vi">
                {nationalPortal.note}
              </div>
            )}
          </span>
        </li>
        {checksPerson && (
          <li>
            <strong>{t('outside.systemOf.population')}</strong>
            <PersonState task={tasks?.find((one) => one.system === 'population')} unknown={tasks === null && mark.rev !== null} />
          </li>
        )}
        {others.map((task) => (
          <li key={task.id}>
            <strong>
              {t(`outside.systemOf.${task.system}`)}
              <div className="mc-figures mc-outside-number">{task.question}</div>
            </strong>
            <OutsideState task={task} />
          </li>
        ))}
      </ul>
      {unseen === null ? (
        <LookupForm dossierId={dossier.id} onAsked={load} />
      ) : (
        <p className="mc-soft mc-outside-unseen">{t(`outside.unseenOf.${unseen}`)}</p>
      )}
    </section>
  )
}

/** What is still waited for stands above what was answered. */
const latestFirst = (a: OutsideView, b: OutsideView): number => (b.at ?? '9').localeCompare(a.at ?? '9')

/** Whether the person was checked. `unknown`: the centre has the dossier and has not said. */
function PersonState({ task, unknown }: { task: OutsideView | undefined; unknown: boolean }) {
  const { t } = useTranslation()
  if (unknown) return <Unchecked>{t('outside.notSeen')}</Unchecked>
  if (task === undefined || (task.state === 'waiting' && task.answer === null && task.attempts === 0))
    return <Unchecked>{t('outside.unchecked')}</Unchecked>
  return <OutsideState task={task} />
}
