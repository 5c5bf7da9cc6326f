import { type Day, type Instant, toInstant } from '#core/record/instant.ts'

const weekdays = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'] as const
export type Weekday = (typeof weekdays)[number]

/** `21/11/2026`, the legal day whatever the PC's zone. */
export function formatDay(day: Day | Instant): string {
  return `${day.slice(8, 10)}/${day.slice(5, 7)}/${day.slice(0, 4)}`
}

/** `26/11`. */
export function formatShortDay(day: Day | Instant): string {
  return formatDay(day).slice(0, 5)
}

/** `14:05` in legal time. */
export function formatTime(instant: Instant): string {
  return instant.slice(11, 16)
}

/** `21/11/2026 14:05`. */
export function formatInstant(instant: Instant): string {
  return `${formatDay(instant)} ${formatTime(instant)}`
}

/** Name of the weekday, a key of the message files. */
export function weekdayOf(day: Day | Instant): Weekday {
  return weekdays[new Date(`${day.slice(0, 10)}T00:00:00Z`).getUTCDay()] ?? 'sunday'
}

/** Today's legal day compared: is `instant` on the day of `nowMs`? */
export function isToday(instant: Instant, nowMs: number): boolean {
  return toInstant(nowMs).slice(0, 10) === instant.slice(0, 10)
}

/** `8.000 đ`; dots as on every Vietnamese receipt, in both languages. The space never breaks a line. */
export function formatMoney(vnd: number): string {
  const sign = vnd < 0 ? '−' : ''
  return `${sign}${String(Math.abs(vnd)).replace(/\B(?=(\d{3})+$)/g, '.')}\u00a0đ`
}

/** `1,4 MB`, `312 KB`, `20,0 GB`. */
export function formatSize(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`
  if (bytes < 1024 * 1024) return `${Math.round(bytes / 1024)} KB`
  const megabytes = bytes / 1024 / 1024
  return megabytes < 1024 ? `${withComma(megabytes)} MB` : `${withComma(megabytes / 1024)} GB`
}

const withComma = (amount: number): string => amount.toFixed(1).replace('.', ',')
