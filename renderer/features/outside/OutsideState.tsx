import { CheckCircleFilled, ClockCircleOutlined, CloseCircleFilled, QuestionCircleOutlined, WarningFilled } from '@ant-design/icons'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Dossier } from '#core/dossier/dossier.ts'
import type { LookupAnswer, OutsideView } from '#core/outside/outside-task.ts'
import type { Instant } from '#core/record/instant.ts'
import { InstantText } from '#renderer/ui/InstantText.tsx'
import { Tag, type Tone } from '#renderer/ui/Tag.tsx'

type Look = { tone: Tone; icon: ReactNode }

const good: Look = { tone: 'green', icon: <CheckCircleFilled aria-hidden="true" /> }
const waiting: Look = { tone: 'neutral', icon: <ClockCircleOutlined aria-hidden="true" /> }
const refused: Look = { tone: 'red', icon: <CloseCircleFilled aria-hidden="true" /> }
const results: Record<LookupAnswer['result'], Look> = {
  matches: good,
  differs: { tone: 'amber', icon: <WarningFilled aria-hidden="true" /> },
  not_found: { tone: 'amber', icon: <QuestionCircleOutlined aria-hidden="true" /> },
}
const portal = { not_sent: waiting, queued: waiting, sent: good, refused }

/** Whether the national portal has the dossier. */
export function PortalTag({ state }: { state: Dossier['sync']['nationalPortal']['state'] }) {
  const { t } = useTranslation()
  return (
    <Tag {...portal[state]} plain>
      {t(`outside.portalOf.${state}`)}
    </Tag>
  )
}

/** Nobody has been asked yet. */
export function Unchecked({ children }: { children: ReactNode }) {
  return (
    <Tag {...waiting} plain>
      {children}
    </Tag>
  )
}

export function AtText({ at }: { at: Instant | null }) {
  if (at === null) return null
  return (
    <div className="mc-soft">
      <InstantText at={at} />
    </div>
  )
}

/** What came of a task, in words. */
export function OutsideState({ task }: { task: OutsideView }) {
  const { t } = useTranslation()
  if (task.state === 'waiting')
    return (
      <span>
        <Unchecked>{t(task.attempts === 0 ? 'outside.waiting' : 'outside.waitingAgain')}</Unchecked>
        <AtText at={task.attempts === 0 ? null : task.nextAt} />
      </span>
    )
  if (task.state === 'refused')
    return (
      <span>
        <Tag {...refused} plain>
          {t('outside.refused')}
        </Tag>
        <div className="mc-soft" lang="vi">
          {task.problem}
        </div>
      </span>
    )
  return (
    <span>
      <Tag {...(task.answer === null ? good : results[task.answer.result])} plain>
        {task.answer === null ? t('outside.done') : t(`outside.resultOf.${task.answer.result}`)}
      </Tag>
      {(task.answer?.facts ?? []).map((fact) => (
        <div key={`${fact.name} ${fact.value}`} lang="vi">
          {fact.name}: {fact.value}
        </div>
      ))}
      <AtText at={task.at} />
    </span>
  )
}
