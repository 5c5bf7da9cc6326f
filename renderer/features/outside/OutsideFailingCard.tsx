import { Button } from 'antd'
import { useCallback, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { OutsideView } from '#core/outside/outside-task.ts'
import { useDesk } from '#renderer/app/use-desk.ts'
import { ErrorNote } from '#renderer/ui/ErrorNote.tsx'
import { OutsideState } from './OutsideState.tsx'
import './outside.css'

/** Dossiers of this office that a system outside refused, or that have failed more than twice. */
export function OutsideFailingCard() {
  const { t } = useTranslation()
  const { outside } = useDesk()
  const [tasks, setTasks] = useState<OutsideView[] | null>(null)
  const [offline, setOffline] = useState(false)
  const [problem, setProblem] = useState<unknown>(null)
  const load = useCallback(() => {
    outside
      .failing()
      .then((found) => {
        setTasks(found)
        setOffline(false)
      })
      .catch(() => setOffline(true))
  }, [outside])
  useEffect(load, [load])
  const again = (id: string) => {
    setProblem(null)
    outside.again(id).then(load).catch(setProblem)
  }
  return (
    <section className="mc-card" aria-labelledby="settings-outside">
      <h2 id="settings-outside">{t('outside.failing')}</h2>
      {offline && <p className="mc-settings-note">{t('outside.offline')}</p>}
      {!offline && tasks === null && <p className="mc-settings-note">{t('outside.asking')}</p>}
      {!offline && tasks?.length === 0 && <p className="mc-settings-note">{t('outside.noneFailing')}</p>}
      <ul className="mc-outside-list">
        {(offline ? [] : (tasks ?? [])).map((task) => (
          <li key={task.id}>
            <strong>
              <Link to={`/dossiers/${encodeURIComponent(task.dossierId)}`}>{task.dossierCode}</Link>
              <div className="mc-soft">{t(`outside.systemOf.${task.system}`)}</div>
            </strong>
            <OutsideState task={task} />
            <Button onClick={() => again(task.id)}>{t('outside.again')}</Button>
          </li>
        ))}
      </ul>
      {problem !== null && <ErrorNote error={problem} />}
    </section>
  )
}
