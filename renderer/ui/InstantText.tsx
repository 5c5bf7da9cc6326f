import { useTranslation } from 'react-i18next'
import type { Day, Instant } from '#core/record/instant.ts'
import { formatDay, formatInstant, formatShortDay, formatTime, isToday, weekdayOf } from './format.ts'

type Props = { at: Instant; weekday?: boolean; brief?: boolean | 'day' }

/**
 * `21/11/2026 14:05`. `weekday` where a deadline is meant; `brief` says only the hour when the day is today, and with `day` only
 * `21/11` when it is not.
 */
export function InstantText({ at, weekday, brief }: Props) {
  const { t } = useTranslation()
  const text = brief && isToday(at, Date.now()) ? formatTime(at) : brief === 'day' ? formatShortDay(at) : formatInstant(at)
  return (
    <time className="mc-figures" dateTime={at}>
      {weekday ? `${t(`ui.weekday.${weekdayOf(at)}`)} ${text}` : text}
    </time>
  )
}

/** `21/11/2026`, with the weekday where a deadline is meant. */
export function DayText({ day, weekday }: { day: Day | Instant; weekday?: boolean }) {
  const { t } = useTranslation()
  return (
    <time className="mc-figures" dateTime={day}>
      {weekday ? `${t(`ui.weekday.${weekdayOf(day)}`)} ${formatDay(day)}` : formatDay(day)}
    </time>
  )
}
