import type { TFunction } from 'i18next'
import type { Completeness } from '#core/indicators/indicator-answers.ts'
import { formatShortDay, formatTime, weekdayOf } from '#renderer/ui/format.ts'

/** `Số liệu đến 15:30 Thứ Sáu 20/11; 2 quầy chưa gửi từ Thứ Tư 18/11`: stands on the screen and under every printed report. */
export function sayCompleteness(t: TFunction, { dataUntil, silent, unsent, unreadable }: Completeness): string {
  const day = (instant: NonNullable<Completeness['dataUntil']>) => `${t(`ui.weekday.${weekdayOf(instant)}`)} ${formatShortDay(instant)}`
  const parts = [
    dataUntil === null
      ? t('indicators.complete.never')
      : t('indicators.complete.until', { time: formatTime(dataUntil), day: day(dataUntil) }),
  ]
  const oldest = silent[0]
  if (oldest !== undefined) parts.push(t('indicators.complete.silent', { count: silent.length, day: day(oldest.lastContact) }))
  if (unsent > 0) parts.push(t('indicators.complete.unsent', { count: unsent }))
  if (unreadable > 0) parts.push(t('indicators.complete.unreadable', { count: unreadable }))
  return parts.length === 1 && dataUntil !== null ? `${parts[0]}; ${t('indicators.complete.all')}` : parts.join('; ')
}
