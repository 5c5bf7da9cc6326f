import { useTranslation } from 'react-i18next'
import type { OutsideView } from '#core/outside/outside-task.ts'
import { InstantText } from '#renderer/ui/InstantText.tsx'

/** What came of a task, in words. */
export function OutsideState({ task }: { task: OutsideView }) {
  const { t } = useTranslation()
  if (task.state === 'waiting')
    return (
      <span>
        {task.attempts === 0 ? (
          t('outside.waiting')
        ) : (
          <>
            {t('outside.waitingAgain')} <InstantText at={task.nextAt} />
          </>
        )}
      </span>
    )
  if (task.state === 'refused')
    return (
      <span>
        {t('outside.refused')}
        <div className="mc-soft">{task.problem}</div>
      </span>
    )
  return (
    <span>
      {task.answer === null ? t('outside.done') : t(`outside.resultOf.${task.answer.result}`)}
      {task.at !== null && (
        <span className="mc-soft">
          {' '}
          <InstantText at={task.at} />
        </span>
      )}
      {(task.answer?.facts ?? []).map((fact) => (
        <div key={`${fact.name} ${fact.value}`} className="mc-soft">
          {fact.name}: {fact.value}
        </div>
      ))}
    </span>
  )
}
