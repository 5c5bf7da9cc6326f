import {
  CheckOutlined,
  ClockCircleOutlined,
  ExclamationCircleFilled,
  MinusOutlined,
  PauseCircleOutlined,
  WarningFilled,
} from '@ant-design/icons'
import type { TFunction } from 'i18next'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { DossierStatus } from '#core/dossier/status.ts'
import type { Instant } from '#core/record/instant.ts'
import { formatShortDay, formatTime, weekdayOf } from './format.ts'
import { Tag, type Tone } from './Tag.tsx'

export type DeadlineState = 'none' | 'on_time' | 'soon' | 'today' | 'late' | 'paused' | 'done'

type Look = { tone: Tone; icon: ReactNode; strong?: boolean }

const looks: Record<DeadlineState, Look> = {
  none: { tone: 'neutral', icon: <MinusOutlined aria-hidden="true" /> },
  on_time: { tone: 'neutral', icon: <ClockCircleOutlined aria-hidden="true" /> },
  soon: { tone: 'amber', icon: <ClockCircleOutlined aria-hidden="true" /> },
  today: { tone: 'amber', icon: <ExclamationCircleFilled aria-hidden="true" />, strong: true },
  late: { tone: 'red', icon: <WarningFilled aria-hidden="true" />, strong: true },
  paused: { tone: 'blue', icon: <PauseCircleOutlined aria-hidden="true" /> },
  done: { tone: 'neutral', icon: <CheckOutlined aria-hidden="true" /> },
}

type Props = { deadline: DeadlineState; dueAt: Instant | null; status?: DossierStatus; plain?: boolean; brief?: boolean }

/** The one visual language of deadlines. `status` tells what a paused or finished dossier waits for; `brief` shortens weekdays. */
export function DeadlineTag({ deadline, dueAt, status, plain, brief }: Props) {
  const { t } = useTranslation()
  const look = looks[deadline]
  const label = t(`ui.deadline.${waitsFor(deadline, status)}`)
  const counts = dueAt !== null && deadline !== 'paused' && deadline !== 'done' && deadline !== 'none'
  const when = counts ? momentOf(t, { deadline, dueAt, brief }) : null
  return (
    <Tag tone={look.tone} icon={look.icon} strong={look.strong ?? false} plain={plain ?? false}>
      {label}
      {when !== null && <span className="mc-figures"> · {when}</span>}
    </Tag>
  )
}

function momentOf(
  t: TFunction,
  { deadline, dueAt, brief }: { deadline: DeadlineState; dueAt: Instant; brief: boolean | undefined },
): string {
  if (deadline === 'today') return formatTime(dueAt)
  return `${t(`ui.${brief ? 'weekdayShort' : 'weekday'}.${weekdayOf(dueAt)}`)} ${formatShortDay(dueAt)}`
}

function waitsFor(deadline: DeadlineState, status: DossierStatus | undefined): string {
  if (deadline === 'done') return status === 9 ? 'waitingReturn' : 'done'
  if (deadline !== 'paused') return deadline
  if (status === 5) return 'waitingPapers'
  if (status === 6) return 'waitingDuty'
  if (status === 7) return 'waitingWithdrawal'
  return 'paused'
}
